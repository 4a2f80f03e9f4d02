"""A receiver that breaks in every way a receiver can, each delivery in a way of its own; it runs in a process of its own.

What a delivery meets follows from its id alone: some meet nothing, some fail once to three times and then succeed, a few
fail for ever. Every signature is checked, and every request is noted with what it was answered, so that the sender can be
held to its promise afterwards. Loopback only; it ends with the process that made it.
"""

import asyncio
import json
import multiprocessing
import socket
import ssl
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Self

from faults import FOR_EVER, GOOD, OK, page, plain, plan_of, retry_after_forms
from standardwebhooks import Webhook, WebhookVerificationError

ENDLESS_PIECES = 64
DRIP_SECONDS = 0.1


class Noted(NamedTuple):
    """One request: whose, when, to which path, what it met, and whether a 2xx status was sent whole."""

    webhook_id: str
    at: float
    path: str
    met: str
    good: bool


class Receiver(asyncio.Protocol):
    """One connection."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._said = b""
        self._busy = False
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a request when it is whole."""
        self._said += data
        head, found, rest = self._said.partition(b"\r\n\r\n")
        if not found or self._busy:
            return
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if first.startswith("GET "):
            self._said = b""
            self._meet(self._ledger.page(first.split()[1]))
            return
        length = int(headers["content-length"])
        if len(rest) < length:
            return
        self._said = rest[length:]
        met = self._ledger.judge(first.split()[1], headers, rest[:length])
        self._meet(met)

    def _meet(self, met: str) -> None:
        answers: dict[str, Callable[[], None]] = {
            "reset request": self._reset,
            "reset in headers": lambda: self._say(b"HTTP/1.1 200 OK\r\nContent-Le", then=self._reset),
            "200 then reset": lambda: self._say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", then=self._reset),
            "200 short body": lambda: self._say(
                b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", then=self._close
            ),
            "200 endless body": lambda: self._drip(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"x" * 1024, 0
            ),
            "200 drip in body": lambda: self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
            "drip in headers": lambda: self._drip(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x"),
            "drip of 1xx": lambda: self._drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
            "close": self._close,
            "oversized headers": lambda: self._say(plain("200 OK", "X-Big: " + "x" * 100_000), then=self._close),
            "malformed": lambda: self._say(b"HTP/9 bananas\r\n\r\n", then=self._close),
            "302": lambda: self._say(plain("302 Found", "Location: /elsewhere")),
            "hang": lambda: None,
        }
        if met.startswith("/article/"):
            self._say(page(int(met.rpartition("/")[2])))
            return
        self._busy = met == "hang"
        if met in answers:
            answers[met]()
        elif met.startswith(("429 ", "503 ")):
            status, form = met.split()
            self._say(plain(f"{status} Later", f"Retry-After: {retry_after_forms()[int(form)]}"))
        else:
            self._say(OK if not met else plain(f"{met[:3]} Fault"))

    def _say(self, answer: bytes, then: Callable[[], None] | None = None) -> None:
        self._transport.write(answer)
        if then is not None:
            then()

    def _close(self) -> None:
        self._busy = True
        self._transport.close()

    def _reset(self) -> None:
        self._busy = True
        sock = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def _drip(self, first: bytes, piece: bytes, seconds: float = DRIP_SECONDS) -> None:
        self._busy = True
        self._transport.write(first)

        def drop(left: int) -> None:
            if self._transport.is_closing() or not left:
                self._transport.close()
                return
            self._transport.write(piece)
            asyncio.get_running_loop().call_later(seconds, drop, left - 1)

        drop(ENDLESS_PIECES)


class Ledger:
    """What came, and what it is to meet.

    Args:
        secrets: those that may sign, by path; "*" for a path that is not named.
        ways: a fault that every request to a path meets.
        gone_after: requests to ``/gone`` that are taken before it answers 410.
    """

    def __init__(self, secrets: dict[str, list[str]], ways: dict[str, str], gone_after: int) -> None:
        self._keys = {path: [Webhook(secret) for secret in some] for path, some in secrets.items()}
        self._ways = ways
        self._gone_after = gone_after
        self._met: Counter[str] = Counter()
        self.noted: list[Noted] = []
        self.unsigned = 0
        self.other: list[tuple[str, str]] = []

    def judge(self, path: str, headers: dict[str, str], body: bytes) -> str:
        """What a request meets; "" for nothing."""
        webhook_id = headers.get("webhook-id", "")
        if not self._signed(path, headers, body):
            self.unsigned += 1
            return "401"
        if b'"type":"endpoint.disabled"' in body[:200]:
            self.other.append((webhook_id, json.loads(body)["data"]["endpoint"]))
            return ""
        met = self._next(path, webhook_id)
        self.noted.append(Noted(webhook_id, time.time(), path, met, good=not met or met in GOOD))
        return met

    def page(self, path: str) -> str:
        """What a reader of a page meets: a fault, or the path of the page itself."""
        self._met[path] += 1
        plan = plan_of(path)
        if not path.startswith("/article/") or plan.fault == FOR_EVER:
            return "404"
        return plan.fault if self._met[path] <= plan.times else path

    def _signed(self, path: str, headers: dict[str, str], body: bytes) -> bool:
        for key in self._keys.get(path, self._keys["*"]):
            with suppress(WebhookVerificationError):
                key.verify(body, headers)
                return True
        return False

    def _next(self, path: str, webhook_id: str) -> str:
        self._met[webhook_id] += 1
        if path == "/gone":
            self._gone_after -= 1
            return "410" if self._gone_after < 0 else ""
        if path in self._ways:
            return self._ways[path]
        plan = plan_of(webhook_id)
        if plan.fault == FOR_EVER or self._met[webhook_id] <= plan.times:
            return plan.fault
        return ""


class Tally(NamedTuple):
    """What the receiver noted until now."""

    noted: list[Noted]
    unsigned: int
    announced: list[tuple[str, str]]


async def _serve(line: Connection, ledger: Ledger, context: ssl.SSLContext | None) -> None:
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    servers = [await loop.create_server(lambda: Receiver(ledger), "127.0.0.1", 0, backlog=1024)]
    if context:
        servers.append(await loop.create_server(lambda: Receiver(ledger), "127.0.0.1", 0, ssl=context))
    line.send([server.sockets[0].getsockname()[1] for server in servers])

    def asked() -> None:
        try:
            line.recv()
            line.send(Tally(ledger.noted, ledger.unsigned, ledger.other))
        except EOFError:
            loop.remove_reader(line.fileno())
            over.set_result(None)

    loop.add_reader(line.fileno(), asked)
    await over


def _run(
    line: Connection, secrets: dict[str, list[str]], ways: dict[str, str], gone_after: int, cert: str | None
) -> None:
    context = None
    if cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert)
    asyncio.run(_serve(line, Ledger(secrets, ways, gone_after), context))


class FaultyReceiver:
    """The receiver's process.

    Args:
        secrets: those that may sign, by path; "*" for the rest.
        ways: a fault that every request to a path meets.
        gone_after: requests to ``/gone`` before it answers 410.
        cert: PEM file with key and certificate of a TLS port; none without it.
    """

    def __init__(
        self,
        secrets: dict[str, list[str]],
        *,
        ways: dict[str, str] | None = None,
        gone_after: int = 0,
        cert: str | None = None,
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_run, args=(theirs, secrets, ways or {}, gone_after, cert), daemon=True)
        self._process.start()
        theirs.close()
        ports: Sequence[int] = self._line.recv()
        self.url = f"http://127.0.0.1:{ports[0]}"
        self.tls_url = f"https://127.0.0.1:{ports[-1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.join(5)
        self._process.kill()

    def tally(self) -> Tally:
        """What it noted until now."""
        self._line.send(None)
        said: Tally = self._line.recv()
        return said


def by_id(noted: Iterable[Noted]) -> dict[str, list[Noted]]:
    """The requests of each delivery, the oldest first."""
    found: dict[str, list[Noted]] = {}
    for one in noted:
        found.setdefault(one.webhook_id, []).append(one)
    return found
