"""One exchange with a peer: its deadline, what it has read, how far it came. Streams consult it on every read and write.

httpx's own time-outs are per read: a peer that sends one byte a second holds it for ever. So the deadline is kept
here, for name look-up, connection, TLS, headers and body together, and every wait gets what is left of it.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookUpTimeout
from socket import AF_UNSPEC, SOCK_STREAM, gaierror, getaddrinfo
from typing import Any, Literal

import httpcore

from worker.contract.failures import FailureCode, PermanentError, RetryableError
from worker.http.guard import Guard

Phase = Literal["dns", "connect", "tls", "write", "headers", "body"]
Resolve = Callable[[str, int], Sequence[str]]
RESOLVER_THREADS = 32


class Exchange:
    """The state of one exchange, on the thread that makes it.

    Args:
        seconds: for the whole of it.
        max_bytes: from the wire, headers included.
    """

    def __init__(self, seconds: float, max_bytes: int) -> None:
        self.begun = time.monotonic()
        self._ends = self.begun + seconds
        self._left_bytes = max_bytes
        self.phase: Phase = "dns"
        self.address: str | None = None

    def left(self, most: float | None = None) -> float:
        """Seconds that are left, ``most`` at the most.

        Raises:
            RetryableError: none are.
        """
        rest = self._ends - time.monotonic()
        if rest <= 0:
            raise self.late()
        return rest if most is None else min(rest, most)

    def took(self, count: int) -> None:
        """Count bytes from the wire.

        Raises:
            PermanentError: more than may be read.
        """
        self._left_bytes -= count
        if self._left_bytes < 0:
            raise PermanentError(FailureCode.TOO_LARGE, phase=self.phase, address=self.address)

    def late(self) -> RetryableError:
        """The deadline has passed."""
        return RetryableError(FailureCode.TIMEOUT, phase=self.phase, address=self.address)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self.begun


class Current(threading.local):
    """The exchange that this thread is making; connections are shared between threads, exchanges are not."""

    exchange: Exchange | None = None

    def get(self) -> Exchange:
        """The exchange.

        Raises:
            RuntimeError: a connection was used outside of one.
        """
        if self.exchange is None:
            raise RuntimeError("a guarded connection was used outside of an exchange")
        return self.exchange


class Stream(httpcore.NetworkStream):
    """A connection that keeps to the deadline and the cap of whatever exchange uses it."""

    def __init__(self, inner: httpcore.NetworkStream, current: Current, address: str) -> None:
        self._inner = inner
        self._current = current
        self._address = address

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most ``max_bytes``, within what is left of the exchange."""
        exchange = self._enter("headers" if self._current.get().phase in {"connect", "tls", "write", "dns"} else None)
        try:
            data = self._inner.read(max_bytes, exchange.left(timeout))
        except httpcore.ReadTimeout as error:
            raise exchange.late() from error
        exchange.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it, within what is left of the exchange."""
        exchange = self._enter("write")
        try:
            self._inner.write(buffer, exchange.left(timeout))
        except httpcore.WriteTimeout as error:
            raise exchange.late() from error

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Make it secure; the handshake is part of the exchange."""
        exchange = self._enter("tls")
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, exchange.left(timeout))
        except httpcore.ConnectTimeout as error:
            raise exchange.late() from error
        except httpcore.ConnectError as error:
            reason = str(error)[:200]
            raise RetryableError(FailureCode.TLS, phase="tls", address=self._address, reason=reason) from error
        return Stream(inner, self._current, self._address)

    def get_extra_info(self, info: str) -> Any:
        """What the inner stream knows."""
        return self._inner.get_extra_info(info)

    def _enter(self, phase: Phase | None) -> Exchange:
        exchange = self._current.get()
        exchange.address = self._address
        if phase is not None:
            exchange.phase = phase
        return exchange


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to judged addresses only: one look-up per connection, every address judged, the judged one used.

    Args:
        guard: judges; None for connections to the operator's own proxy.
        current: the exchange that is being made.
        connect_timeout: seconds for look-up and connection.
        resolve: gives the addresses of a host.
    """

    def __init__(self, guard: Guard | None, current: Current, connect_timeout: float, resolve: Resolve) -> None:
        self._guard = guard
        self._current = current
        self._connect_timeout = connect_timeout
        self._resolve = resolve
        self._inner = httpcore.SyncBackend()
        self._pool = ThreadPoolExecutor(RESOLVER_THREADS, thread_name_prefix="resolve")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look up, judge, connect.

        Raises:
            RetryableError: no answer in time, an unknown name, nobody listening.
            PermanentError: an address is refused.
        """
        exchange = self._current.get()
        exchange.phase = "dns"
        addresses = self._judged(host, port, exchange)
        exchange.phase = "connect"
        seconds = self._connect_timeout if timeout is None else min(timeout, self._connect_timeout)
        problem: Exception | None = None
        for address in addresses:
            exchange.address = address
            try:
                inner = self._inner.connect_tcp(address, port, exchange.left(seconds), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return Stream(inner, self._current, address)
        code = FailureCode.TIMEOUT if isinstance(problem, httpcore.ConnectTimeout) else FailureCode.CONNECT
        raise RetryableError(code, phase="connect", address=exchange.address, host=host) from problem

    def sleep(self, seconds: float) -> None:
        """Part of the interface; httpcore sleeps between its own retries, of which there are none here."""
        self._inner.sleep(seconds)

    def _judged(self, host: str, port: int, exchange: Exchange) -> Sequence[str]:
        look_up = self._pool.submit(self._resolve, host, port)
        try:
            addresses = look_up.result(exchange.left(self._connect_timeout))
        except LookUpTimeout as error:
            raise RetryableError(
                FailureCode.DNS, detail=f"The name {host} was not resolved in time.", host=host
            ) from error
        except (OSError, UnicodeError) as error:
            raise RetryableError(FailureCode.DNS, host=host, reason=str(error)) from error
        if not addresses:
            raise RetryableError(FailureCode.DNS, host=host, reason="no addresses")
        if self._guard is not None and not self._guard.admits_all(addresses):
            raise PermanentError(
                FailureCode.BLOCKED_ADDRESS, host=host, address=", ".join(addresses)[:200], phase="dns"
            )
        return addresses


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives, in its order.

    Raises:
        OSError: the name is unknown or the resolver failed.
    """
    try:
        found = getaddrinfo(host, port, AF_UNSPEC, SOCK_STREAM)
    except gaierror as error:
        raise OSError(error.strerror or "unknown name") from error
    return list(dict.fromkeys(str(info[4][0]) for info in found))
