"""The ledger for the commands that read it: opened from the settings, with errors that say what to do."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from dateline.console import fail
from worker.contract.queues import QueueError
from worker.settings import Settings
from worker.storage.connection import connect, plain_errors
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys


@contextmanager
def opened(settings: Settings) -> Iterator[Jobs]:
    """The ledger; an unreachable store ends the command with the remedy."""
    redis = connect(settings.store_url, timeout=settings.broker.connect_timeout, patience=0)
    try:
        with plain_errors(settings.store_url):
            yield Jobs(redis, Keys(settings.store.prefix), time.time)
    except QueueError as error:
        fail(str(error))
    finally:
        redis.close()
