"""A worker's app whose extractor kills its own process, as a text that exhausts the memory would."""

import os
import signal

from worker.app import create_app
from worker.contract.article import Article
from worker.contract.facts import Facts
from worker.settings import Settings


class Deadly:
    """Reads no article to the end."""

    model = "deadly"

    def extract(self, article: Article) -> Facts:
        """Never returns."""
        del article
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


app = create_app(Settings())
app.rooms.extractor = Deadly()
