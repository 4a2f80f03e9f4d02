"""One request at a time to a host, over all workers, with a gap between; whoever must wait holds no worker meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from worker.contract.failures import Postponed


class Slots(Protocol):
    """One slot a host, shared by all workers."""

    def take(self, host: str, *, gap: float, lease: float) -> float:
        """0 when the slot is taken; else the seconds after which to ask again, a turn of one's own."""

    def free(self, host: str, *, gap: float) -> None:
        """Give it back; the next may take it after the gap."""

    def pause(self, host: str, seconds: float) -> None:
        """Nobody may take it for so long: the host asked for it."""


class Throttle:
    """Waits for no one: a host that is busy postpones the job.

    Args:
        slots: where turns are kept.
        gap: seconds between two requests to a host; 0 switches the throttle off (a local site, a benchmark).
        lease: seconds after which a slot whose holder died is free again; above the client's deadline.
        longest: seconds that a host is left alone at the most, whatever it asks for; then it is asked again.
    """

    def __init__(self, slots: Slots, gap: float, lease: float, longest: float = 3600.0) -> None:
        self._slots = slots
        self._gap = gap
        self._lease = lease
        self._longest = longest

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Hold the host's slot.

        Args:
            host: with its port.
            delay: seconds that the site's robots.txt wants between two requests.

        Raises:
            Postponed: somebody else holds it, or the gap is not over.
        """
        gap = max(self._gap, delay)
        if gap <= 0:
            yield
            return
        wait = self._slots.take(host, gap=gap, lease=self._lease)
        if wait > 0:
            raise Postponed(wait, f"{host} is being asked by another worker")
        try:
            yield
        finally:
            self._slots.free(host, gap=gap)

    def pause(self, host: str, seconds: float) -> None:
        """The host asked to be left alone."""
        self._slots.pause(host, min(seconds, self._longest))
