"""One way to a Redis client: bounded waits, bounded connections, TLS by ``rediss://``."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from redis import BlockingConnectionPool, Redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import AuthenticationError, BusyLoadingError, OutOfMemoryError, RedisError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from worker.contract.queues import BrokerUnavailable, StoreFull

MAX_CONNECTIONS = 50
UNREACHABLE = (RedisConnectionError, RedisTimeoutError, BusyLoadingError, AuthenticationError)


def connect(url: str, *, timeout: float = 5.0, patience: int = 8) -> Redis:
    """A client that gives and takes bytes; it connects when it is first used and may be shared by threads and forks.

    Args:
        url: ``redis://`` or ``rediss://``, with user and password if there are any.
        timeout: seconds to wait for a connection, for an answer, and for a free connection of the pool.
        patience: how often a command is tried again when the connection breaks, about a second apart at the end:
            8 outlast a restart of the server; a producer, which fails at once, takes 0.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=MAX_CONNECTIONS,
        timeout=timeout,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        health_check_interval=30,
        retry=Retry(ExponentialWithJitterBackoff(base=0.1, cap=2), patience, supported_errors=UNREACHABLE[:3]),
    )
    return Redis.from_pool(pool)


def head(accepting: bool) -> str:
    """The first line of a script, which says what it does at the store's memory limit.

    One that accepts new work is refused as a whole. The others may go on, for only what ends gives memory back. Without
    such a line the server would stop a script half-way, at its first write that needs memory.
    """
    return "#!lua\n" if accepting else "#!lua flags=allow-oom\n"


def address(url: str) -> str:
    """Where a URL points, without user and password: for messages to people."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or '?'}:{parts.port or 6379}{parts.path}"


@contextmanager
def plain_errors(url: str) -> Iterator[None]:
    """Within, an unreachable or full store raises what a user can act on.

    Raises:
        BrokerUnavailable: nothing answers at the URL.
        StoreFull: the store refuses to write.
    """
    try:
        yield
    except OutOfMemoryError as error:
        raise StoreFull from error
    except UNREACHABLE as error:
        raise BrokerUnavailable(address(url), str(error) or type(error).__name__) from error
    except RedisError as error:
        if "OOM" in str(error):
            raise StoreFull from error
        raise
