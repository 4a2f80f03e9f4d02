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
HUNG_UP = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)


class Pool:
    """Takes the place of ``httpcore.ConnectionPool``.

    Args:
        context: for secure connections.
        most: connections open at once.
        backend: opens them.
        answered: whether the calling thread has read anything of an answer to its request.
    """

    def __init__(
        self, context: ssl.SSLContext, most: int, backend: httpcore.NetworkBackend, answered: Callable[[], bool]
    ) -> None:
        self._context = context
        self._most = most
        self._backend = backend
        self._answered = answered
        self._turns = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._idle: dict[httpcore.HTTPConnection, httpcore.Origin] = {}  # the one that was used last stands last
        self._used = 0
        self._tidied = time.monotonic()

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request; its connection is free for the next one when the answer is closed.

        A kept connection that its peer closes in the moment in which the request goes out says nothing of the peer: the
        request is sent once more, over a new one. RFC 9110 (9.2.2) allows it where repeating does no harm: a GET, and a
        webhook, whose id is known to whoever has it already.

        Raises:
            httpcore.PoolTimeout: as many as may be are in use, for longer than the request's ``pool`` time-out.
        """
        if not self._turns.acquire(timeout=request.extensions.get("timeout", {}).get("pool")):
            raise httpcore.PoolTimeout(f"{self._most} connections are in use")
        origin = request.url.origin
        kept = self._taken(origin)
        connection = kept or self._new(origin)
        try:
            try:
                response = connection.handle_request(request)
            except HUNG_UP:
                if kept is None or self._answered():
                    raise
                _close([kept])
                connection = self._new(origin)
                response = connection.handle_request(request)
        except BaseException:
            self._put_back(connection, None)
            raise
        body = Body(response.stream, lambda: self._put_back(connection, origin))  # type: ignore[arg-type] # not async here
        return httpcore.Response(
            response.status, headers=response.headers, content=body, extensions=response.extensions
        )

    def close(self) -> None:
        """Close those that are idle."""
        with self._lock:
            idle, self._idle = self._idle, {}
        _close(idle)

    def _new(self, origin: httpcore.Origin) -> httpcore.HTTPConnection:
        return httpcore.HTTPConnection(
            origin, ssl_context=self._context, keepalive_expiry=KEEP_SECONDS, network_backend=self._backend
        )

    def _taken(self, origin: httpcore.Origin) -> httpcore.HTTPConnection | None:
        """An idle connection that still stands; at the limit the oldest of the idle ones makes room for a new one."""
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
        return known

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


class Body(httpx.SyncByteStream):
    """An answer's body; says once when it is closed."""

    def __init__(self, inner: Iterable[bytes], over: Callable[[], None] = lambda: None) -> None:
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


def core_url(url: httpx.URL) -> httpcore.URL:
    """A URL as httpcore takes it."""
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


class Transport(httpx.BaseTransport):
    """httpx's requests and answers over a pool of ours, or httpcore's for a proxy; failures are httpcore's own.

    Used without ``httpx.Client``, which reads every redirect's target (and trips over some), keeps cookies and sends
    a URL's password.
    """

    def __init__(self, pool: Pool | httpcore.HTTPProxy) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is read by whoever wants it."""
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                core_url(request.url),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body = Body(answer.stream)  # type: ignore[arg-type] # not async here
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    def close(self) -> None:
        """Close what is idle."""
        self._pool.close()
