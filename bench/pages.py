"""The sample site under any number of addresses, no two bodies the same."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from worker.articles import read_page
from worker.contract.failures import PermanentError

SAMPLES = Path(__file__).resolve().parent.parent / "dateline" / "samples"


class NumberedSite:
    """Serves article number N at ``/N/story``: one of the sample articles, its paragraphs turned round N places."""

    def __init__(self) -> None:
        self.pages = [made for made in map(_article, sorted(SAMPLES.rglob("*.html"))) if made]
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                number = self.path.split("/")[1]
                body = site.page(int(number)).encode() if number.isdigit() else b""
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def urls(self, count: int, start: int = 0) -> Iterator[str]:
        """Addresses of ``count`` articles."""
        return (f"{self.base}/{number}/story" for number in range(start, start + count))

    def page(self, number: int) -> str:
        """The page of one number."""
        title, paragraphs = self.pages[number % len(self.pages)]
        turn = (number // len(self.pages)) % len(paragraphs)
        turned = [*paragraphs[turn:], *paragraphs[:turn], f"This report was filed under the number {number}."]
        body = "".join(f"<p>{p}</p>" for p in turned)
        furniture = "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        return (
            f"<!doctype html><html lang='en'><head><title>{title}</title>"
            f"<meta property='article:published_time' content='2026-11-23T08:00:00+00:00'></head>"
            f"<body>{furniture}<article><h1>{title}</h1>{body}</article><footer>About this site</footer></body></html>"
        )


def _article(path: Path) -> tuple[str, list[str]] | None:
    try:
        article = read_page(path.read_text(), None, languages=("en",), min_chars=200)
    except PermanentError:
        return None
    return article.head.title or path.stem, article.text.split("\n\n")
