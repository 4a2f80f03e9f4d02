"""Keeps requests to one host apart, over all watchers and workers: whoever finds a host busy waits for a turn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import urlsplit

LONGEST_WAIT = 60.0


class Turns(Protocol):
    """One slot a host; see ``worker.storage.hosts.Hosts``."""

    def take(self, host: str, *, gap: float, lease: float) -> float:
        """0 when the slot is taken; else the seconds after which to ask again."""

    def free(self, host: str, *, gap: float) -> None:
        """Give it back; the next may take it after the gap."""


class Politeness:
    """Waits for turns.

    Args:
        turns: where they are kept.
        gap: seconds between two requests to one host; 0 for no waiting at all.
        lease: seconds after which a slot whose holder died is free again; above the client's deadline.
        stop: ends the waiting when set.
    """

    def __init__(self, turns: Turns, *, gap: float, lease: float, stop: threading.Event) -> None:
        self._turns = turns
        self._gap = gap
        self._lease = lease
        self._stop = stop

    @contextmanager
    def turn(self, url: str) -> Iterator[bool]:
        """Hold the slot of a URL's host; False when told to stop while waiting for it."""
        host = urlsplit(url).netloc.rpartition("@")[2].lower()
        if self._gap <= 0:
            yield not self._stop.is_set()
            return
        while wait := self._turns.take(host, gap=self._gap, lease=self._lease):
            if self._stop.wait(min(wait, LONGEST_WAIT)):
                yield False
                return
        try:
            yield True
        finally:
            self._turns.free(host, gap=self._gap)
