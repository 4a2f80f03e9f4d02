"""When a feed is read again: its own rhythm, what it asks for, and patience with one that fails. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from worker.http.retry_after import seconds_asked

WEEK = 604_800.0
WITHOUT_DATES = 3_600.0
JITTER = 0.1
MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


class Rhythm(NamedTuple):
    """Bounds of the time between two readings, in seconds."""

    shortest: float = 300.0
    longest: float = 86_400.0

    def interval(self, published: Sequence[float], now: float, *, asked: float = 0.0) -> float:
        """Seconds until a feed that answered is read again: the mean time between its entries of the last 7 days.

        It is taken over the time that they span, since many feeds hold the newest entries of a few hours only.

        Args:
            published: when its entries were published, in Unix seconds; those in the future do not count.
            now: Unix seconds.
            asked: seconds that the feed (``ttl``) or its answer (``max-age``) asks for.
        """
        recent = [moment for moment in published if now - WEEK <= moment <= now]
        own = (now - min(recent)) / len(recent) if recent else self.longest if published else WITHOUT_DATES
        return min(max(self.shortest, own, asked), self.longest)

    def backoff(self, failures: int, asked: float = 0.0) -> float:
        """Seconds after so many failures in a row: doubled each time, and never less than the site asks for."""
        doubled = self.shortest * 2.0 ** min(max(failures - 1, 0), 20)
        return min(max(doubled, asked), self.longest)


def later(seconds: float, chance: float) -> float:
    """The same wait, up to a tenth longer (``chance``: 0 to 1), so that feeds that were begun together drift apart."""
    return seconds * (1 + JITTER * chance)


def max_age(headers: Mapping[str, str]) -> float:
    """Seconds for which an answer stays fresh; 0 when it does not say."""
    said = MAX_AGE.search(headers.get("cache-control", ""))
    return float(said.group(1)) if said else 0.0


def retry_after(headers: Mapping[str, str], now: float) -> float:
    """Seconds that ``Retry-After`` asks for; 0 when it does not say."""
    return seconds_asked(headers.get("retry-after"), now) or 0.0
