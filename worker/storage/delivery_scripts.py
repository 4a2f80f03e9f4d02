"""The moves of deliveries: one Lua script each, so that it happens wholly or not at all, whoever else tries it at once."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from redis import Redis

from worker.storage.connection import head
from worker.storage.keys import Keys

SCRIPTS = ("publish", "claim", "begin", "outcome", "leave", "spoiled", "replay", "disable", "hand_back")
ACCEPTING = ("replay",)
DAY = 86_400


class DeliveryScripts:
    """Runs them.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        clock: now, in Unix seconds.
        keep_days: how long what has ended is kept.
    """

    def __init__(self, redis: Redis, keys: Keys, clock: Callable[[], float], keep_days: float = 30) -> None:
        self._keys = keys
        self._clock = clock
        self.keep = int(keep_days * DAY)
        folder = files("worker.storage") / "lua"
        common = (folder / "deliver_common.lua").read_text()
        self._scripts = {
            name: redis.register_script(head(name in ACCEPTING) + common + (folder / f"deliver_{name}.lua").read_text())
            for name in SCRIPTS
        }

    def run(self, name: str, subject: str, *args: str | bytes | float, job_key: str = "") -> Any:
        """Run one on a delivery, an event or an endpoint; what it gives, its head says."""
        keys = self._keys
        common: list[Any] = [
            f"{self._clock():.3f}",
            self.keep,
            keys.deliveries,
            keys.endpoint(""),
            keys.event(""),
            subject,
        ]
        return self._scripts[name](keys=[keys.deliveries_due, job_key], args=[*common, *args])
