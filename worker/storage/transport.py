"""Kombu's Redis transport with one thing changed: a channel keeps its client.

Kombu makes a ``redis.Redis`` for every message that it takes and for every one that it acknowledges; making one costs
more than its command, for it copies a table of 200 callbacks. Together they took a sixth of a deliver worker's time.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import redis as kombu_redis
from redis import Redis


class KeptClientChannel(kombu_redis.Channel):
    """A channel with one client for each pool of connections; the pool is what threads share, as before."""

    _kept: Redis | None = None

    def _create_client(self, asynchronous: bool = False) -> Any:
        # The asynchronous client holds a connection of its own, on which it waits for messages: kombu keeps it itself.
        if asynchronous:
            return super()._create_client(asynchronous=True)  # type: ignore[no-untyped-call] # its head is untyped
        # After a broken connection the channel has another pool.
        if self._kept is None or self._kept.connection_pool is not self.pool:
            self._kept = super()._create_client()  # type: ignore[no-untyped-call] # its head is untyped
        return self._kept


class Transport(kombu_redis.Transport):
    """What ``redis://`` and ``rediss://`` mean once ``use`` was called."""

    Channel = KeptClientChannel


def use() -> None:
    """Let every connection that this process makes from now on be such a one."""
    # By the aliases, not by the setting broker_transport: with that, kombu would not see that rediss:// wants TLS.
    TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), f"{__name__}:{Transport.__name__}"))
