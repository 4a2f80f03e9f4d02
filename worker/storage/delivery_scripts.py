"""The moves of deliveries: one Lua script each, so that it happens wholly or not at all, whoever else tries it at once."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from redis import Redis

from worker.storage.connection import head
from worker.storage.keys import DAY, Keys

SCRIPTS = ("publish", "claim", "begin", "outcome", "spoiled", "replay", "disable", "hand_back")
ACCEPTING = ("replay",)
BEGINNING = ("claim", "begin")


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
        self._sets = [keys.deliveries_due, *keys.ledger_sets]
        self._prefixes = [keys.deliveries, keys.endpoint(""), keys.event(""), keys.jobs, keys.texts]
        self._scripts = {name: redis.register_script(_code(name)) for name in SCRIPTS}

    def run(self, name: str, subject: str, *args: str | bytes | float) -> Any:
        """Run one on a delivery, an event or an endpoint; what it gives, its head says."""
        common: list[Any] = [f"{self._clock():.3f}", self.keep, *self._prefixes, subject]
        return self._scripts[name](keys=self._sets, args=[*common, *args])


def _code(name: str) -> str:
    folder = files("worker.storage") / "lua"
    # The ledger's own move, whose KEYS and ARGV these become: a delivery ends and its job hears of it in one step.
    ledger = (folder / "common.lua").read_text() + (folder / "delivery.lua").read_text()
    attempt = (folder / "deliver_attempt.lua").read_text() if name in BEGINNING else ""
    common = (folder / "deliver_common.lua").read_text()
    own = (folder / f"deliver_{name}.lua").read_text()
    return f"{head(name in ACCEPTING)}local function tell_job(KEYS, ARGV)\n{ledger}\nend\n{common}{attempt}{own}"
