"""Reads feeds again and again, each in its own rhythm, politely, until it is told to stop. A restart repeats nothing."""

import heapq
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TypeVar

import structlog

from producers.politeness import Politeness
from producers.reading import Memory, Reader, Reading
from producers.rhythm import later
from worker.contract.queues import QueueError

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between two tries while broker or store are away

T = TypeVar("T")
Tell = Callable[[Reading], None]
log = structlog.get_logger(__name__)


class Watcher:
    """Watches feeds.

    Args:
        reader: looks at one feed.
        memory: what is remembered of them.
        polite: keeps the requests to one host apart.
        errors: within it, a store that does not answer raises a ``QueueError``.
        clock: now, in Unix seconds.
        chance: 0 to 1, at random.
        stop: ends it when set, between two feeds.
    """

    def __init__(
        self,
        reader: Reader,
        memory: Memory,
        polite: Politeness,
        *,
        errors: Callable[[], AbstractContextManager[None]],
        clock: Callable[[], float],
        chance: Callable[[], float],
        stop: threading.Event,
    ) -> None:
        self._reader = reader
        self._memory = memory
        self._polite = polite
        self._errors = errors
        self._clock = clock
        self._chance = chance
        self._stop = stop

    def once(self, feeds: Iterable[str], tell: Tell) -> None:
        """Look at each feed once, due or not; one whose site asked to be left alone is passed over.

        Raises:
            QueueError: broker or store do not answer.
        """
        waiting, known = list(feeds), set[str]()
        while waiting and not self._stop.is_set():
            feed = waiting.pop(0)
            if feed in known:
                continue
            known.add(feed)
            with self._errors():
                reading = self._left_alone(feed) or self._read(feed)
            if reading:
                waiting.extend(reading.instead)
                tell(reading)

    def run(self, feeds: Iterable[str], tell: Tell) -> None:
        """Look at each feed when it is due, until stopped; while broker or store are away it waits for them."""
        queue = _Queue()
        for feed in feeds:
            queue.add(self._patiently(self._due, feed) or 0.0, feed)
        log.info("watcher.started", feeds=len(queue.known))
        while queue.due and not self._stop.is_set():
            moment, feed = queue.due[0]
            if self._stop.wait(max(0.0, moment - self._clock())):
                break
            reading = self._patiently(self._read, feed)
            heapq.heappop(queue.due)
            if reading is None:
                break
            tell(reading)
            if not reading.instead:
                queue.again(self._clock() + later(reading.wait, self._chance()), feed)
            for other in reading.instead:
                queue.add(self._clock(), other)
        log.info("watcher.stopped")

    def _read(self, feed: str) -> Reading | None:
        with self._polite.turn(feed) as mine:
            return self._reader.read(feed) if mine else None

    def _due(self, feed: str) -> float:
        return self._memory.state(feed).next_read

    def _left_alone(self, feed: str) -> Reading | None:
        wait = self._memory.state(feed).left_alone - self._clock()
        if wait <= 0:
            return None
        return Reading(feed, error=f"{feed}: not asked: the site wants to be left alone for {wait:.0f} s", wait=wait)

    def _patiently(self, act: Callable[[str], T], feed: str) -> T | None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                with self._errors():
                    return act(feed)
            except QueueError as error:
                log.warning("watcher.waits_for_broker", reason=str(error), seconds=pause)
                self._stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        return None


class _Queue:
    """Feeds by the time when they are due, each once."""

    def __init__(self) -> None:
        self.due: list[tuple[float, str]] = []
        self.known: set[str] = set()

    def add(self, moment: float, feed: str) -> None:
        if feed not in self.known:
            self.known.add(feed)
            self.again(moment, feed)

    def again(self, moment: float, feed: str) -> None:
        heapq.heappush(self.due, (moment, feed))
