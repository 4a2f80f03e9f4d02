"""The one client that opens outbound connections: articles, feeds, robots.txt and webhooks all go through it."""

import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

import httpcore
import httpx

from worker.contract.failures import FAILURES, DatelineError, FailureCode, PermanentError, RetryableError
from worker.contract.urls import host_of, redirected, written_out
from worker.http.body import beginning, content_type, whole
from worker.http.exchange import BREAKS, Current, Exchange, GuardedBackend, Phase, Resolve, system_resolver
from worker.http.guard import Guard
from worker.http.pool import Pool, Transport, core_url
from worker.http.tls import TlsOptions, files_changed, ssl_context

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ERROR_BODY_BYTES = 65_536
ANSWER_SECONDS = 2.0  # for the body of an answer to a POST, which decides nothing
NEVER_ANSWERED = frozenset({FailureCode.BAD_URL, FailureCode.BLOCKED_ADDRESS})


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
        self._transports: dict[tuple[TlsOptions, tuple[int, ...]], Transport] = {}
        self._building = threading.Lock()

    def close(self) -> None:
        """Close every connection."""
        for transport in self._transports.values():
            transport.close()
        self._backend.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: Collection[str] | None = HTML_TYPES,
        deadline: float | None = None,
        keep: int | None = None,
        on_redirect: Callable[[str], None] | None = None,
    ) -> Fetched:
        """Get a URL, following redirects through the same guard.

        Args:
            url: http or https.
            headers: more of them.
            accept: media types that may be read; others are refused before the body. None: any.
            deadline: seconds for everything; the limits' when left out.
            keep: bytes of the decoded body after which reading stops, as though there were no more. None: all of it,
                up to the limits' cap, beyond which it is refused.
            on_redirect: called with each URL redirected to, before it is asked for; may raise, and ends the exchange.
                What it gets itself has no more time than is left of this exchange.

        Raises:
            RetryableError: no answer, or not in time.
            PermanentError: refused address, bad URL, too large, another type or encoding, too many redirects.
        """
        limits = self._limits
        hops: list[str] = []
        with self._exchange(deadline or limits.deadline, limits.max_wire_bytes) as exchange:
            here = url
            while True:
                request = self._request("GET", here, {"Accept-Encoding": "gzip", **(headers or {})}, None)
                with self._sent(request, TlsOptions(), exchange) as response:
                    target = response.headers.get("location")
                    if response.status_code not in REDIRECTS or not target:
                        return self._read((url, here), response, accept, exchange, keep)._replace(redirects=tuple(hops))
                hops.append(here)
                if len(hops) > limits.max_redirects:
                    raise PermanentError(FailureCode.TOO_MANY_REDIRECTS, redirects=len(hops), last=here[:200])
                here = redirected(here, target)
                if on_redirect is not None:
                    on_redirect(here)

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
            ExchangeError: no status line and headers came, or a certificate file of ``tls`` cannot be used.
        """
        exchange = None
        try:
            with self._exchange(deadline, answer_bytes + 65_536) as exchange:
                request = self._request("POST", url, {"Accept-Encoding": "identity", **headers}, body)
                with self._sent(request, tls or TlsOptions(), exchange) as response:
                    exchange.phase = "body"
                    exchange.hurry(ANSWER_SECONDS)
                    said = beginning(response, answer_bytes)
                    return Answer(
                        response.status_code, dict(response.headers), said, exchange.address, "body", exchange.seconds
                    )
        except DatelineError as error:
            phase: Phase = exchange.phase if exchange else "dns"
            address = exchange.address if exchange else None
            detail = error.detail or str(error.evidence.get("reason") or FAILURES[error.code].message)
            seconds = exchange.seconds if exchange else 0.0
            permanent = error.code in NEVER_ANSWERED
            raise ExchangeError(error.code, phase, address, detail, permanent=permanent, seconds=seconds) from error

    def _request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> httpx.Request:
        target = _as_given(url)
        # httpx would work the Host out of a name that it decodes, and trips over some that exist (xn--n3h).
        host = {"Host": target.netloc.decode("ascii")}
        return httpx.Request(
            method, target, headers=host | {"User-Agent": self._user_agent, "Accept": "*/*", **headers}, content=body
        )

    @contextmanager
    def _exchange(self, seconds: float, max_bytes: int) -> Iterator[Exchange]:
        outer = self._current.exchange
        exchange = Exchange(outer.left(seconds) if outer else seconds, max_bytes, self._limits.max_header_bytes)
        self._current.exchange = exchange
        try:
            yield exchange
        finally:
            self._current.exchange = outer

    @contextmanager
    def _sent(self, request: httpx.Request, tls: TlsOptions, exchange: Exchange) -> Iterator[httpx.Response]:
        try:
            transport = self._transport(tls)
        except OSError as error:
            exchange.phase = "tls"
            raise RetryableError(
                FailureCode.TLS, phase="tls", reason=f"a certificate file cannot be used: {error}"[:200]
            ) from error
        request.extensions = {"timeout": httpx.Timeout(exchange.left()).as_dict()}
        with exchange.plain_failures():
            response = transport.handle_request(request)
            try:
                yield response
            finally:
                with suppress(*BREAKS):
                    response.close()

    def _read(
        self,
        urls: tuple[str, str],
        response: httpx.Response,
        accept: Collection[str] | None,
        exchange: Exchange,
        keep: int | None,
    ) -> Fetched:
        kind, charset = content_type(response.headers.get("content-type", ""))
        good = response.is_success
        if good and accept is not None and kind and kind not in accept:
            raise PermanentError(FailureCode.CONTENT_TYPE, content_type=kind[:100])
        exchange.phase = "body"
        if good and keep is None:
            body = whole(response, self._limits.max_decoded_bytes)
        else:
            body = beginning(response, (keep if good else None) or ERROR_BODY_BYTES)
        return Fetched(*urls, response.status_code, dict(response.headers), kind, charset, body, (), exchange.seconds)

    def _transport(self, tls: TlsOptions) -> Transport:
        key = (tls, files_changed(tls))  # a renewed certificate counts from the next connection on, without a restart
        with self._building:
            if key not in self._transports:
                context = ssl_context(tls)
                self._transports[key] = Transport(self._pool(context))
            return self._transports[key]

    def _pool(self, context: ssl.SSLContext) -> Pool | httpcore.HTTPProxy:
        count = self._limits.max_connections
        if self._proxy:
            proxy = httpx.Proxy(self._proxy)  # which parts the password from the address
            return httpcore.HTTPProxy(
                core_url(proxy.url),
                proxy_auth=proxy.raw_auth,
                ssl_context=context,
                max_connections=count,
                network_backend=self._backend,
            )
        return Pool(context, count, self._backend, lambda: self._current.get().answered)


def _as_given(url: str) -> httpx.URL:
    """The URL as it was given, or as a browser writes it out where httpx would ask another host.

    Raises:
        PermanentError: no web address.
    """
    host = host_of(url).encode()
    with suppress(httpx.InvalidURL, ValueError, TypeError):
        parsed = httpx.URL(url)
        if parsed.netloc == host:
            return parsed
        if not parsed.raw_host:
            raise PermanentError(FailureCode.BAD_URL, url=url[:200])
    try:
        return httpx.URL(written_out(url))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise PermanentError(FailureCode.BAD_URL, url=url[:200], reason=str(error)[:200]) from error
