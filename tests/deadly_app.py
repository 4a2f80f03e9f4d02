"""A worker's app whose extractor kills its own process, as a text that exhausts the memory would."""

import os
import signal

from worker.app import create_app
from worker.bootstrap.warming import URL
from worker.contract.article import Article
from worker.contract.facts import Facts
from worker.contract.failures import FailureCode, PermanentError
from worker.settings import Settings


class Deadly:
    """Reads no article to the end."""

    model = "deadly"

    def extract(self, article: Article) -> Facts:
        """Never returns; the worker's own first article, which it reads before it forks, it does not read either."""
        if article.head.url == URL:
            raise PermanentError(FailureCode.EMPTY)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


app = create_app(Settings())
app.rooms.extractor = Deadly()
