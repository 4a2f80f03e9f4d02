"""Real processes for integration tests: a loopback site that is its own webhook receiver, and the three workers."""

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from dateline.processes import Child, ProcessTree
from dateline.stack import POOLS, child_env, worker_argv
from worker.settings import Settings
from worker.storage.connection import connect
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys

SECRET = "whsec_" + "ZGF0ZWxpbmUtdGVzdHMtb25seS0wMTIzNDU2Nzg5"
PARAGRAPH = (
    "The port of Harwick closed its northern basin on Monday after {n} fishing boats were torn from their moorings."
    " “We have never seen the water rise so fast,” said harbour master Ruth Calder. At least {n} people were injured,"
    " the coast guard said. Mayor Tomas Brandt will meet the insurers on Thursday."
)


def article_page(n: int) -> bytes:
    """An article of our own writing; each number gives another text."""
    body = "".join(f"<p>{PARAGRAPH.format(n=n + k)}</p>" for k in range(1, 5))
    return (
        f'<!doctype html><html lang="en"><head><title>Storm closes basin {n}</title></head>'
        f"<body><article><h1>Storm closes basin {n}</h1>{body}</article></body></html>"
    ).encode()


class Posted(NamedTuple):
    """One webhook as it came: the headers' names in lower case, the body's exact bytes."""

    headers: dict[str, str]
    body: bytes


class Site:
    """Serves ``/article/N`` and the pages that are given, and takes webhooks at ``/hook``.

    ``received`` counts webhooks by webhook-id; ``posted`` has each as it came.

    Args:
        pages: further pages by path.
    """

    def __init__(self, pages: Mapping[str, bytes] | None = None) -> None:
        site = self
        self.posted: list[Posted] = []
        self.received: Counter[str] = Counter()
        self.bodies: dict[str, dict[str, Any]] = {}
        self.arrived = threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if pages and self.path in pages:
                    self._answer(200, pages[self.path])
                    return
                number = self.path.rpartition("/")[2]
                if not self.path.startswith("/article/") or not number.isdigit():
                    self._answer(404, b"")
                    return
                self._answer(200, article_page(int(number)))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                with site.arrived:
                    site.received[self.headers["webhook-id"]] += 1
                    site.posted.append(Posted({k.lower(): v for k, v in self.headers.items()}, body))
                    site.bodies[self.headers["webhook-id"]] = json.loads(body)
                    site.arrived.notify_all()
                self._answer(204, b"")

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def article(self, n: int) -> str:
        return f"{self.url}/article/{n}"


class Workers:
    """The three workers, started again when they die, as in production."""

    def __init__(
        self, broker_url: str, folder: Path, site: Site, *, app: str = "worker.celery", **settings: str
    ) -> None:
        self.env: Mapping[str, str] = {
            "DATELINE_BROKER__URL": broker_url,
            "DATELINE_DATA_DIR": str(folder),
            "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8",
            "DATELINE_FETCH__HOST_GAP": "0",
            "DATELINE_FETCH__ROBOTS": "false",
            "DATELINE_FETCH__RETRY_BASE": "0.2",
            "DATELINE_WEBHOOK__URL": f"{site.url}/hook",
            "DATELINE_WEBHOOK__SECRET": SECRET,
            "DATELINE_WEBHOOK__SCHEDULE": "0,0.5,1,1,2,2,4,4",
            "DATELINE_WEBHOOK__DEADLINE": "4",
            "DATELINE_WEBHOOK__LEASE": "5",
            "DATELINE_EXTRACT__CONCURRENCY": "1",
            "DATELINE_EXTRACT__PRELOAD": "false",  # a worker that lives for seconds gains nothing by it
            "DATELINE_SWEEP__INTERVAL": "0.5",
            "DATELINE_SWEEP__STALE": "8",
            "DATELINE_LOG__FORMAT": "json",
            "PYTHONPATH": str(Path(__file__).parent),
            **settings,
        }
        self.settings = settings_of(self.env)
        self.tree = ProcessTree()
        self.children = {
            queue: Child(queue, self._argv(queue, app), child_env(self.env), folder / f"{queue}.log") for queue in POOLS
        }
        self.jobs = Jobs(connect(broker_url), Keys(self.settings.store.prefix), time.time)

    def _argv(self, queue: str, app: str) -> list[str]:
        return [app if part == "worker.celery" else part for part in worker_argv(queue, self.settings)]

    def __enter__(self) -> Self:
        for child in self.children.values():
            self.tree.add(child)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tree.stop()

    def kill(self, queue: str) -> None:
        """kill -9 to a worker and to all its children."""
        self.children[queue].kill_group()

    def wait_for(self, done: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Keep the workers up until something is true."""
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                logs = "\n".join(f"--- {child.name}\n{child.tail()}" for child in self.children.values())
                raise AssertionError(f"{what} not within {seconds} s: {self.jobs.counts()}\n{logs}")
            self.tree.tend()
            time.sleep(0.1)

    def wait_until_ended(self, jobs: int, *, seconds: float) -> None:
        """Keep the workers up until so many jobs have ended."""
        self.wait_for(lambda: self.ended() >= jobs, seconds=seconds, what=f"{jobs} ended jobs")

    def ended(self) -> int:
        counts = self.jobs.counts()
        return counts["done"] + counts["failed"] + counts["dead"]


def settings_of(env: Mapping[str, str]) -> Settings:
    """The settings that these variables make, whatever the test's own environment holds."""
    before = {name: value for name, value in os.environ.items() if name.startswith("DATELINE_")}
    for name in before:
        del os.environ[name]
    os.environ.update(env)
    try:
        return Settings(_env_file=None)
    finally:
        for name in env:
            del os.environ[name]
        os.environ.update(before)
