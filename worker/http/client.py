"""The one client that opens outbound connections: articles, feeds, robots.txt and webhooks all go through it."""

import ssl
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import httpcore
import httpx

from worker.contract.failures import DatelineError, FailureCode, PermanentError, RetryableError
from worker.http.exchange import Current, Exchange, GuardedBackend, Phase, Resolve, system_resolver
from worker.http.guard import Guard

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
ERROR_BODY_BYTES = 65_536
GZIP = 31  # zlib: a gzip header, the largest window


@dataclass(frozen=True)
class Limits:
    """What one exchange may cost. Seconds and bytes; the settings' ``http`` says what each is for."""

    deadline: float = 30.0
    connect_timeout: float = 10.0
    max_redirects: int = 5
    max_wire_bytes: int = 5_000_000
    max_decoded_bytes: int = 15_000_000
    max_header_bytes: int = 65_536
    max_connections: int = 50


@dataclass(frozen=True)
class TlsOptions:
    """An endpoint's own certificate authority and client certificate (paths of PEM files)."""

    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None


class Fetched(NamedTuple):
    """What a GET came to. ``body`` is decoded; of an error status only its first 64 KiB are kept."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content_type: str
    charset: str | None
    body: bytes
    redirects: tuple[str, ...]
    seconds: float


class Answer(NamedTuple):
    """What a POST came to: the status counts as soon as the headers are read, whatever the body does after."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str | None
    phase: Phase
    seconds: float


class ExchangeError(Exception):
    """A POST that got no answer.

    Args:
        code: the reason.
        phase: how far it came.
        address: the peer, if one was connected to.
        detail: the reason in words.
        permanent: it will not come to an answer, however often it is tried (a refused address, a bad URL).
        seconds: how long it took.
    """

    def __init__(
        self, code: FailureCode, phase: Phase, address: str | None, detail: str, *, permanent: bool, seconds: float
    ) -> None:
        super().__init__(f"{code.value} in {phase}: {detail}")
        self.code = code
        self.phase = phase
        self.address = address
        self.detail = detail
        self.permanent = permanent
        self.seconds = seconds


class GuardedClient:
    """One per process; may be shared by threads. No cookies, no environment proxies, redirects judged like any URL.

    Args:
        guard: judges every address before it is connected to.
        limits: what one exchange may cost.
        user_agent: sent with every request.
        proxy: the operator's outbound proxy; the guard then cannot judge, the proxy has to.
        resolve: gives the addresses of a host; the system's resolver when left out.
    """

    def __init__(
        self,
        guard: Guard,
        limits: Limits | None = None,
        *,
        user_agent: str = "Dateline",
        proxy: str | None = None,
        resolve: Resolve = system_resolver,
    ) -> None:
        self._limits = limits or Limits()
        self._guard = guard
        self._user_agent = user_agent
        self._proxy = proxy
        self._current = Current()
        self._backend = GuardedBackend(None if proxy else guard, self._current, self._limits.connect_timeout, resolve)
        self._clients: dict[TlsOptions, httpx.Client] = {}

    def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            client.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: Collection[str] | None = HTML_TYPES,
        deadline: float | None = None,
    ) -> Fetched:
        """Get a URL, following redirects through the same guard.

        Args:
            url: http or https.
            headers: more of them.
            accept: media types that may be read; others are refused before the body. None: any.
            deadline: seconds for everything; the limits' when left out.

        Raises:
            RetryableError: no answer, or not in time.
            PermanentError: refused address, bad URL, too large, another type or encoding, too many redirects.
        """
        limits = self._limits
        hops: list[str] = []
        with self._exchange(deadline or limits.deadline, limits.max_wire_bytes + limits.max_header_bytes) as exchange:
            here = url
            while True:
                request = self._request("GET", here, {"Accept-Encoding": "gzip", **(headers or {})}, None)
                with self._sent(request, TlsOptions(), exchange) as response:
                    target = response.headers.get("location")
                    if response.status_code not in REDIRECTS or not target:
                        return self._read((url, here), response, accept, hops, exchange)
                hops.append(here)
                if len(hops) > limits.max_redirects:
                    raise PermanentError(FailureCode.TOO_MANY_REDIRECTS, redirects=len(hops), last=here[:200])
                here = urljoin(here, target)

    def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        deadline: float,
        tls: TlsOptions | None = None,
        answer_bytes: int = 16_384,
    ) -> Answer:
        """Post bytes as they are; redirects are answers, not followed.

        Raises:
            ExchangeError: no status line and headers came.
        """
        exchange = None
        try:
            with self._exchange(deadline, self._limits.max_header_bytes + answer_bytes + 65_536) as exchange:
                request = self._request("POST", url, {"Accept-Encoding": "identity", **headers}, body)
                with self._sent(request, tls or TlsOptions(), exchange) as response:
                    exchange.phase = "body"
                    said = _first_bytes(response, answer_bytes)
                    return Answer(
                        response.status_code, dict(response.headers), said, exchange.address, "body", exchange.seconds
                    )
        except DatelineError as error:
            phase: Phase = exchange.phase if exchange else "dns"
            address = exchange.address if exchange else None
            detail = error.detail or str(error.evidence.get("reason") or error)
            seconds = exchange.seconds if exchange else 0.0
            permanent = not error.retryable
            raise ExchangeError(error.code, phase, address, detail, permanent=permanent, seconds=seconds) from error

    def _request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> httpx.Request:
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise PermanentError(FailureCode.BAD_URL, url=url[:200], reason=str(error)[:200]) from error
        if parsed.scheme not in {"http", "https"} or not parsed.host:
            raise PermanentError(FailureCode.BAD_URL, url=url[:200])
        return httpx.Request(
            method, parsed, headers={"User-Agent": self._user_agent, "Accept": "*/*", **headers}, content=body
        )

    @contextmanager
    def _exchange(self, seconds: float, max_bytes: int) -> Iterator[Exchange]:
        exchange = Exchange(seconds, max_bytes)
        self._current.exchange = exchange
        try:
            yield exchange
        finally:
            self._current.exchange = None

    @contextmanager
    def _sent(self, request: httpx.Request, tls: TlsOptions, exchange: Exchange) -> Iterator[httpx.Response]:
        client = self._client(tls)
        request.extensions = {"timeout": httpx.Timeout(exchange.left()).as_dict()}
        with plain_failures(exchange):
            response = client.send(request, stream=True)
            try:
                yield response
            finally:
                with suppress(httpx.HTTPError, DatelineError):
                    response.close()

    def _read(
        self,
        urls: tuple[str, str],
        response: httpx.Response,
        accept: Collection[str] | None,
        hops: list[str],
        exchange: Exchange,
    ) -> Fetched:
        kind, charset = _content_type(response.headers.get("content-type", ""))
        good = response.is_success
        if good and accept is not None and kind and kind not in accept:
            raise PermanentError(FailureCode.CONTENT_TYPE, content_type=kind)
        exchange.phase = "body"
        if good:
            body = b"".join(decoded(response, self._limits.max_decoded_bytes))
        else:
            body = _first_bytes(response, ERROR_BODY_BYTES) if response.status_code != NOT_MODIFIED else b""
        return Fetched(
            *urls, response.status_code, dict(response.headers), kind, charset, body, tuple(hops), exchange.seconds
        )

    def _client(self, tls: TlsOptions) -> httpx.Client:
        if tls not in self._clients:
            self._clients[tls] = httpx.Client(
                transport=_Transport(self._pool(tls)),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                trust_env=False,
            )
        return self._clients[tls]

    def _pool(self, tls: TlsOptions) -> httpcore.ConnectionPool:
        context = _ssl_context(tls)
        count = self._limits.max_connections
        if self._proxy:
            return httpcore.HTTPProxy(
                self._proxy, ssl_context=context, max_connections=count, network_backend=self._backend
            )
        return httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=count,
            max_keepalive_connections=count,
            keepalive_expiry=15,
            network_backend=self._backend,
        )


class _Transport(httpx.HTTPTransport):
    """httpx's own transport over a pool of ours."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = pool


@contextmanager
def plain_failures(exchange: Exchange) -> Iterator[None]:
    """Within, httpx's errors become ours, with the phase and the address.

    Raises:
        RetryableError: time-outs, broken connections, broken HTTP.
        PermanentError: a URL that cannot be requested.
    """
    try:
        yield
    except httpx.TimeoutException as error:
        raise exchange.late() from error
    except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
        raise _failed(FailureCode.PROTOCOL, exchange, error) from error
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
        raise PermanentError(FailureCode.BAD_URL, reason=str(error)[:200]) from error
    except (httpx.TransportError, OSError) as error:
        raise _failed(FailureCode.CONNECT, exchange, error) from error


def _failed(code: FailureCode, exchange: Exchange, error: Exception) -> RetryableError:
    return RetryableError(code, phase=exchange.phase, address=exchange.address, reason=str(error)[:200])


def decoded(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The body, decompressed piece by piece, never more than ``most`` bytes of it in memory.

    Raises:
        PermanentError: larger than ``most``, or an encoding that was not asked for.
        RetryableError: broken compression.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise PermanentError(FailureCode.CONTENT_ENCODING, content_encoding=encoding[:100])
    pieces: Callable[[bytes], bytes] = _Gunzip(most) if "gzip" in encoding else bytes
    total = 0
    for chunk in response.iter_raw(65_536):
        piece = pieces(chunk)
        total += len(piece)
        if total > most:
            raise PermanentError(FailureCode.TOO_LARGE, decoded_bytes=total, limit=most)
        yield piece


class _Gunzip:
    """Decompresses chunk by chunk, with a bound on what may come out of all of them."""

    def __init__(self, most: int) -> None:
        self._inner = zlib.decompressobj(GZIP)
        self._left = most

    def __call__(self, chunk: bytes) -> bytes:
        try:
            piece = self._inner.decompress(chunk, self._left + 1)
        except zlib.error as error:
            raise RetryableError(FailureCode.PROTOCOL, detail="The page's compression is broken.") from error
        self._left -= len(piece)
        if self._inner.unconsumed_tail and self._left < 0:
            raise PermanentError(FailureCode.TOO_LARGE, detail="The page unpacks to more than the cap.")
        return piece


def _first_bytes(response: httpx.Response, most: int) -> bytes:
    """What comes of the body up to ``most`` bytes; a body that breaks off or hangs is kept as far as it came."""
    said = b""
    with suppress(httpx.HTTPError, httpx.StreamError, DatelineError, OSError):
        for chunk in response.iter_raw(4096):
            said += chunk
            if len(said) >= most:
                break
    return said[:most]


def _content_type(value: str) -> tuple[str, str | None]:
    kind, *parameters = value.split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), charset.strip().strip("\"'").lower() or None
    return kind.strip().lower(), None


def _ssl_context(tls: TlsOptions) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(tls.ca_file) if tls.ca_file else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if tls.cert_file:
        context.load_cert_chain(str(tls.cert_file), str(tls.key_file) if tls.key_file else None)
    return context
