"""A worker's app with an extractor that needs no model; it hangs on one article, and the next start of it finds it cured."""

import threading
from pathlib import Path

from worker.app import create_app
from worker.contract.article import Article
from worker.contract.facts import Facts, Stats
from worker.settings import Settings

STUCK_NUMBER = 666


class Stuck:
    """Waits for ever on the article of that number, the first time that any process sees it."""

    model = "stuck"

    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def extract(self, article: Article) -> Facts:
        """Facts without any, or never."""
        if str(STUCK_NUMBER) in (article.head.title or "") and not self._marker.exists():
            self._marker.touch()
            threading.Event().wait()
        return Facts(article=article.head, text=article.text, stats=Stats(model=self.model, version="0"))


settings = Settings()
app = create_app(settings)
app.rooms.extractor = Stuck(settings.data_dir / "stuck")
