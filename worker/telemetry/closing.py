"""The end of a worker: what is in flight gets some seconds, then it is handed back, and the process ends whatever happens."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog

log = structlog.get_logger("dateline")
# Ten seconds from SIGTERM to the end: what stops containers often gives no more.
FINISH_SECONDS = 7.5
EXIT_SECONDS = 9.5
POLL_SECONDS = 0.1


class Closing:
    """Bounds a warm shutdown, which Celery itself lets wait for as long as a task takes.

    Args:
        in_hand: the requests that the worker took and has not ended.
        hand_back: gives one to the other workers.
        kill: ends the pool's processes, if it has any.
        leave: ends this process.
    """

    def __init__(
        self,
        in_hand: Callable[[], Sequence[Any]],
        hand_back: Callable[[Any], None],
        kill: Callable[[], None],
        leave: Callable[[int], Any] = os._exit,
    ) -> None:
        self._in_hand = in_hand
        self._hand_back = hand_back
        self._kill = kill
        self._leave = leave
        self._begun = False

    def begin(self) -> None:
        """The worker was told to end. Called from a signal's handler."""
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._watch, name="closing", daemon=True).start()

    def _watch(self) -> None:
        last = threading.Timer(EXIT_SECONDS, self._leave, [0])
        last.daemon = True  # the store may be away: handing back must not hold the process
        last.start()
        ends = time.monotonic() + FINISH_SECONDS
        while time.monotonic() < ends:
            time.sleep(POLL_SECONDS)
        self.finish()

    def finish(self) -> None:
        """Hand back what is still in flight, and end."""
        requests = self._in_hand()
        for request in requests:
            # Whatever goes wrong with one, the sweeper and the leases bring it back later.
            with suppress(Exception):
                self._hand_back(request)
        log.warning("closing.handed_back", count=len(requests))
        self._kill()
        self._leave(0)
