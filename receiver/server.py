"""The receiver's server: takes webhooks at any path by POST, shows what came as a page by GET."""

import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from receiver.keep import Kept
from receiver.page import event_page, list_page
from receiver.verify import Received, Refused, verify

MAX_BODY = 10_000_000
OnEvent = Callable[[Received], None]
OnRefused = Callable[[str], None]


class Receiver:
    """A running receiver; a context manager that stops it.

    Args:
        secrets: any of which may have signed.
        kept: where events go.
        address: what it binds to.
        port: 0 for a free one.
        on_event: called with each event that is new, from the serving thread.
        on_refused: called with the reason of each request that did not verify.
    """

    def __init__(
        self,
        secrets: Sequence[str],
        kept: Kept,
        *,
        address: str = "127.0.0.1",
        port: int = 0,
        on_event: OnEvent = lambda _event: None,
        on_refused: OnRefused = lambda _reason: None,
    ) -> None:
        handler = _handler(tuple(secrets), kept, on_event, on_refused)
        self._server = ThreadingHTTPServer((address, port), handler)
        self._server.daemon_threads = True
        self.kept = kept
        host = "127.0.0.1" if address in {"0.0.0.0", "::"} else address  # noqa: S104 - compared, not bound
        self.url = f"http://{host}:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, name="receiver", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _page(path: str, kept: Kept) -> str | None:
    if path == "/":
        return list_page(kept.all(), kept.count)
    received = kept.get(unquote(path.removeprefix("/event/")))
    return event_page(received) if received else None


def _handler(
    secrets: Sequence[str], kept: Kept, on_event: OnEvent, on_refused: OnRefused
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30
        wbufsize = -1

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > MAX_BODY:
                self.close_connection = True
                self._answer(413 if length.isdigit() else 411, "a Content-Length of at most 10 MB is needed")
                return
            body = self.rfile.read(int(length))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                received = verify(headers, body, secrets)
            except Refused as refusal:
                on_refused(str(refusal))
                self._answer(401, f"refused: {refusal}")
                return
            if kept.add(received):
                on_event(received)
            self._answer(204, "")

        def do_GET(self) -> None:
            page = _page(self.path, kept)
            if page is None:
                self._answer(404, "there is no such event")
            else:
                self._answer(200, page, "text/html")

        def _answer(self, status: int, text: str, kind: str = "text/plain") -> None:
            body = text.encode()
            self.send_response(status)
            if body:
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            # The page shows strangers' words: nothing of them may run or load.
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """What arrives is shown by the callbacks."""

    return Handler
