"""Serves the sample site on this machine, for the demo and the tests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_FIXED = {
    "/": ("home.html", _HTML),
    "/feed.xml": ("feed.xml", "application/rss+xml; charset=utf-8"),
    "/sitemap.xml": ("sitemap.xml", _XML),
    "/robots.txt": ("robots.txt", "text/plain; charset=utf-8"),
}
_NOT_FOUND = b"<!DOCTYPE html><html lang=en><title>Not found</title><h1>There is no such page</h1></html>"


@dataclass(frozen=True)
class Served:
    """One answer of the site: its body with ``{base}`` still in it, and its content type."""

    body: str
    content_type: str


class Site:
    """The running site; a context manager that stops it. ``base_url`` has no slash at its end."""

    def __init__(self, port: int = 0, on_request: Callable[[str], None] | None = None) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(on_request))
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, name="sample-site", daemon=True)
        self._thread.start()

    @property
    def article_urls(self) -> list[str]:
        """The addresses of all pages, the consent wall's too, in the order of their paths."""
        return [self.base_url + path for path in sorted(pages()) if path not in _FIXED]

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(port: int = 0, on_request: Callable[[str], None] | None = None) -> Site:
    """Start the sample site on loopback.

    Args:
        port: the port to listen on; 0 takes a free one.
        on_request: called with the path of each request, from the serving thread.
    """
    return Site(port, on_request)


@cache
def pages() -> dict[str, Served]:
    """Every page of the site by its path."""
    root = files("dateline.samples")
    fixed = {
        path: Served((root / name).read_text(encoding="utf-8"), content_type)
        for path, (name, content_type) in _FIXED.items()
    }
    return fixed | dict(_articles(root / "pages", ""))


def _articles(folder: Traversable, path: str) -> list[tuple[str, Served]]:
    found: list[tuple[str, Served]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found.extend(_articles(entry, f"{path}/{entry.name}"))
        elif entry.name.endswith(".html"):
            body = entry.read_text(encoding="utf-8")
            found.append((f"{path}/{entry.name.removesuffix('.html')}", Served(body, _HTML)))
    return found


def _handler(on_request: Callable[[str], None] | None) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def log_message(self, *_: object) -> None:
            """Say nothing: the demo's terminal belongs to the demo."""

        def _answer(self, *, with_body: bool) -> None:
            path = urlsplit(self.path).path
            if on_request:
                on_request(path)
            page = pages().get(path if path == "/" else path.rstrip("/"))
            base = f"http://{self.headers.get('Host') or 'localhost'}"
            body = page.body.replace("{base}", base).encode() if page else _NOT_FOUND
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", page.content_type if page else _HTML)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)

    return Handler
