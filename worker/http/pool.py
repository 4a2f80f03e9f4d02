"""Connections that are kept for the next request to their origin, each used by one exchange at a time.

httpcore's own pool looks at every connection, and for each idle one at every connection again, whenever a request begins or
ends: with fifty open that took a sixth of a deliver worker's time.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import httpcore
import httpx

KEEP_SECONDS = 15.0
TIDY_SECONDS = 1.0


class Pool(httpcore.ConnectionPool):
    """Takes the place of httpcore's pool under httpx's transport, which asks for no more than is here.

    Args:
        context: for secure connections.
        most: connections open at once.
        backend: opens them.
    """

    def __init__(self, context: ssl.SSLContext, most: int, backend: httpcore.NetworkBackend) -> None:
        super().__init__(ssl_context=context, network_backend=backend)
        self._context = context
        self._most = most
        self._backend = backend
        self._turns = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._idle: dict[httpcore.HTTPConnection, httpcore.Origin] = {}  # the one that was used last stands last
        self._used = 0
        self._tidied = time.monotonic()

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request; its connection is free for the next one when the answer is closed.

        Raises:
            httpcore.PoolTimeout: as many as may be are in use, for longer than the request's ``pool`` time-out.
        """
        if not self._turns.acquire(timeout=request.extensions.get("timeout", {}).get("pool")):
            raise httpcore.PoolTimeout(f"{self._most} connections are in use")
        connection = self._taken(request.url.origin)
        try:
            response = connection.handle_request(request)
        except BaseException:
            self._put_back(connection, None)
            raise
        stream = _Answer(response.stream, lambda: self._put_back(connection, request.url.origin))  # type: ignore[arg-type] # not async here
        return httpcore.Response(
            response.status, headers=response.headers, content=stream, extensions=response.extensions
        )

    def close(self) -> None:
        """Close those that are idle."""
        with self._lock:
            idle, self._idle = self._idle, {}
        _close(idle)

    def _taken(self, origin: httpcore.Origin) -> httpcore.HTTPConnection:
        """An idle connection that still stands, or a new one; at the limit the oldest of the idle ones makes room."""
        closing = []
        with self._lock:
            self._used += 1
            known = next((one for one, at in reversed(self._idle.items()) if at == origin), None)
            if known is not None:
                del self._idle[known]
            elif self._used + len(self._idle) > self._most:
                closing.append(next(iter(self._idle)))
                del self._idle[closing[0]]
        if known is not None and known.has_expired():
            closing.append(known)
            known = None
        _close(closing)
        return known or httpcore.HTTPConnection(
            origin, ssl_context=self._context, keepalive_expiry=KEEP_SECONDS, network_backend=self._backend
        )

    def _put_back(self, connection: httpcore.HTTPConnection, origin: httpcore.Origin | None) -> None:
        closing = []
        now = time.monotonic()
        with self._lock:
            self._used -= 1
            if origin is not None and connection.is_idle():
                self._idle[connection] = origin
            else:
                closing.append(connection)
            if now - self._tidied > TIDY_SECONDS:
                self._tidied = now
                closing += [one for one in self._idle if one.has_expired()]
                for one in closing:
                    self._idle.pop(one, None)
        self._turns.release()
        _close(closing)


class _Answer:
    """An answer's body; says once when it is closed."""

    def __init__(self, inner: Iterable[bytes], over: Callable[[], None]) -> None:
        self._inner = inner
        self._over: Callable[[], None] | None = over

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        """The body is read, or not wanted."""
        over, self._over = self._over, None
        if over is not None:
            try:
                self._inner.close()  # type: ignore[attr-defined] # httpcore's streams have it
            finally:
                over()


def _close(connections: Iterable[httpcore.HTTPConnection]) -> None:
    for connection in connections:
        with suppress(Exception):  # it is gone already, whatever its end says of it
            connection.close()


class Transport(httpx.HTTPTransport):
    """httpx's own transport over a pool of ours.

    Used without ``httpx.Client``, which reads every redirect's target (and trips over some), keeps cookies and sends
    a URL's password.
    """

    def __init__(self, pool: httpcore.ConnectionPool, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)  # or it would load the authorities once more
        self._pool.close()
        self._pool = pool
