"""One exchange with a peer: its deadline, what it has read, how far it came. Streams consult it on every read and write.

httpx's own time-outs are per read: a peer that sends one byte a second holds it for ever. So the deadline is kept
here, for name look-up, connection, TLS, headers and body together, and every wait gets what is left of it.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookUpTimeout
from contextlib import contextmanager
from socket import AF_UNSPEC, SOCK_STREAM, gaierror, getaddrinfo
from typing import Any, Literal

import httpcore

from worker.contract.failures import DatelineError, FailureCode, PermanentError, RetryableError
from worker.http.guard import Guard

Phase = Literal["dns", "connect", "tls", "write", "headers", "body"]
Resolve = Callable[[str, int], Sequence[str]]
RESOLVER_THREADS = 32
HEADER_READ = 4096  # small, so that hardly any of the body is read, and counted, with the headers
WRITE_CHUNK = 16_384
# What may end an exchange half-way.
BREAKS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, DatelineError, OSError)


class Exchange:
    """The state of one exchange, on the thread that makes it.

    Args:
        seconds: for the whole of it.
        max_bytes: of bodies, from the wire.
        max_header_bytes: of everything before a body, interim answers included.
    """

    def __init__(self, seconds: float, max_bytes: int, max_header_bytes: int) -> None:
        self.begun = time.monotonic()
        self._ends = self.begun + seconds
        self._left_bytes = max_bytes
        self._left_header_bytes = max_header_bytes + HEADER_READ
        self.phase: Phase = "dns"
        self.address: str | None = None
        self.answered = False  # anything came since the last write

    def left(self, most: float | None = None) -> float:
        """Seconds that are left, ``most`` at the most.

        Raises:
            RetryableError: none are.
        """
        rest = self._ends - time.monotonic()
        if rest <= 0:
            raise self.late()
        return rest if most is None else min(rest, most)

    def hurry(self, seconds: float) -> None:
        """From now on it may take no longer than this, however much was left."""
        self._ends = min(self._ends, time.monotonic() + seconds)

    def took(self, count: int) -> None:
        """Count bytes from the wire.

        Raises:
            PermanentError: more than may be read.
        """
        self.answered = self.answered or count > 0
        if self.phase == "headers":
            self._left_header_bytes -= count
        else:
            self._left_bytes -= count
        if min(self._left_bytes, self._left_header_bytes) < 0:
            raise PermanentError(FailureCode.TOO_LARGE, phase=self.phase, address=self.address)

    def late(self) -> RetryableError:
        """The deadline has passed."""
        return RetryableError(FailureCode.TIMEOUT, phase=self.phase, address=self.address)

    @contextmanager
    def plain_failures(self) -> Iterator[None]:
        """Within, httpcore's errors become ours, with the phase and the address.

        Raises:
            RetryableError: time-outs, broken connections, broken HTTP.
            PermanentError: a URL that cannot be requested.
        """
        try:
            yield
        except httpcore.TimeoutException as error:
            raise self.late() from error
        except httpcore.RemoteProtocolError as error:
            raise self._failed(FailureCode.PROTOCOL, error) from error
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError) as error:
            raise PermanentError(FailureCode.BAD_URL, reason=str(error)[:200]) from error
        except (httpcore.NetworkError, httpcore.ProxyError, OSError) as error:
            raise self._failed(FailureCode.CONNECT, error) from error

    def _failed(self, code: FailureCode, error: Exception) -> RetryableError:
        return RetryableError(code, phase=self.phase, address=self.address, reason=str(error)[:200])

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
        self._broken = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most ``max_bytes``, within what is left of the exchange."""
        waits = self._current.get().phase in {"connect", "tls", "write", "dns"} and not self._broken
        exchange = self._enter("headers" if waits else None)
        most = min(max_bytes, HEADER_READ) if exchange.phase == "headers" else max_bytes
        try:
            data = self._inner.read(most, exchange.left(timeout))
        except httpcore.ReadTimeout as error:
            raise exchange.late() from error
        if data and self._broken:
            exchange.phase, self._broken = "headers", False
        exchange.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it, within what is left of the exchange."""
        exchange = self._enter("write")
        exchange.answered = False
        # In pieces: the inner stream gives each of its sends the whole time-out, and a slow reader takes many.
        for begin in range(0, len(buffer), WRITE_CHUNK):
            try:
                self._inner.write(buffer[begin : begin + WRITE_CHUNK], exchange.left(timeout))
            except httpcore.WriteTimeout as error:
                raise exchange.late() from error
            except httpcore.WriteError:
                # The answer may be there already and is read all the same; until it is, the request is what failed.
                self._broken = True
                raise

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

    def close(self) -> None:
        """Look nothing up any more; a look-up that hangs is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

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
