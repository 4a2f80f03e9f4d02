"""The time that all workers agree on: the store's. A clock that is wrong or stepped on one machine misleads nobody."""

import threading
import time
from collections.abc import Callable

from redis import Redis
from redis.exceptions import RedisError

CHECK_SECONDS = 60.0


class StoreClock:
    """Now in Unix seconds, as the store's server has it; between two looks this machine's monotonic clock counts on.

    Args:
        redis: a client, patient at the first look, without which there is no time.
        later: one for the later looks, which can be done without.
        monotonic: seconds that no step of a wall clock moves.
    """

    def __init__(
        self, redis: Redis, later: Redis | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._redis = redis
        self._later = later or redis
        self._monotonic = monotonic
        self._looking = threading.Lock()
        self._looked: float | None = None
        self._ahead = 0.0  # of the monotonic clock

    def __call__(self) -> float:
        """Now."""
        if self._looked is None or self._monotonic() - self._looked > CHECK_SECONDS:
            with self._looking:
                self._look()
        return self._monotonic() + self._ahead

    def _look(self) -> None:
        begun = self._monotonic()
        if self._looked is not None and begun - self._looked <= CHECK_SECONDS:
            return
        try:
            seconds, micros = (self._redis if self._looked is None else self._later).time()
        except RedisError:
            if self._looked is None:
                raise
            self._looked = self._monotonic()  # what was known goes on until the next look
            return
        self._looked = self._monotonic()
        self._ahead = seconds + micros / 1e6 - (begun + self._looked) / 2
