"""Fetches per second from slow sites under politeness, against the limit that the gaps allow; what a fetch and a page cost.

usage: fetch.py [--hosts 50] [--each 12] [--latency 0.2] [--gap 1.0]

One fetch worker as production starts it, a real broker, and a site at as many loopback addresses as hosts. Each answer
comes after the latency. The limit: every host asked without a pause but its gaps, robots.txt first. The site itself
checks that no host saw two requests at once, or two with less than the gap between.
"""

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

import trafilatura
from pages import NumberedSite
from pydantic import SecretStr

from dateline.broker import EmbeddedBroker
from dateline.processes import Child, ProcessTree
from dateline.stack import child_env, worker_argv
from producers import submit_many
from worker.articles import read_page
from worker.settings import BrokerSettings, Settings

WAIT_SECONDS = 600
TICKS = os.sysconf("SC_CLK_TCK")
PARSED = 200


class Visit(NamedTuple):
    """One request as the site saw it: when it came and when its answer had gone."""

    began: float
    ended: float
    path: str


class SlowSite:
    """Serves the sample articles at ``127.0.1.1``, ``127.0.1.2`` … on one port, each answer after ``latency`` seconds."""

    def __init__(self, hosts: int, latency: float) -> None:
        self._pages = NumberedSite()
        self._latency = latency
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.hosts = [f"127.0.1.{number}" for number in range(1, hosts + 1)]
        self.port = 0
        self.visits: dict[str, list[Visit]] = defaultdict(list)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _listen(self) -> None:
        for host in self.hosts:
            server = await asyncio.start_server(self._answer, host, self.port)
            self.port = server.sockets[0].getsockname()[1]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
                began = time.monotonic()
                await asyncio.sleep(self._latency)
                body = b"" if path == "/robots.txt" else self._pages.page(int(path[1:])).encode()
                head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
                self.visits[host].append(Visit(began, time.monotonic(), path))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    @property
    def served(self) -> int:
        """Articles that were sent."""
        return sum(visit.path != "/robots.txt" for visits in self.visits.values() for visit in visits)

    def impolite(self, gap: float) -> int:
        """Requests that came before the one before them was answered and the gap over."""
        slack = 0.02  # two clocks and a loop
        return sum(
            later.began - earlier.ended < gap - slack
            for visits in self.visits.values()
            for earlier, later in pairwise(sorted(visits))
        )


def fetch_all(site: SlowSite, each: int, gap: float) -> tuple[float, float]:
    """Seconds from the first request to the last answer, and the worker's CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        broker = EmbeddedBroker(Path(folder) / "valkey")
        broker.start()
        tree = ProcessTree()
        try:
            worker = tree.add(_worker(broker.url, Path(folder), gap))
            urls = [f"http://{host}:{site.port}/{number}" for number in range(each) for host in site.hosts]
            settings = Settings(broker=BrokerSettings(url=SecretStr(broker.url)))
            refused = [receipt for receipt in submit_many(urls, settings) if receipt.outcome != "accepted"]
            if refused:
                raise RuntimeError(f"not accepted: {refused[0]}")
            _wait(site, len(urls), tree)
            visits = [visit for host in site.visits.values() for visit in host]
            seconds = max(visit.ended for visit in visits) - min(visit.began for visit in visits)
            return seconds, _cpu_of_group(worker)
        finally:
            tree.stop()
            broker.stop()


def _worker(broker_url: str, folder: Path, gap: float) -> Child:
    env = {
        "DATELINE_BROKER__URL": broker_url,
        "DATELINE_DATA_DIR": str(folder),
        "DATELINE_HTTP__ALLOW_NETWORKS": "127.0.0.0/8",
        "DATELINE_FETCH__HOST_GAP": str(gap),
        "DATELINE_LOG__LEVEL": "warning",
    }
    return Child("fetch", worker_argv("fetch", Settings()), child_env(env), folder / "fetch.log")


def _wait(site: SlowSite, count: int, tree: ProcessTree) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while site.served < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{site.served} of {count} pages in {WAIT_SECONDS} s")
        tree.tend()
        time.sleep(0.1)


def _cpu_of_group(child: Child) -> float:
    """CPU seconds of a process and its children, user and system."""
    group, total = child.process.pid if child.process else 0, 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if os.getpgid(int(path.parent.name)) == group:
                total += sum(map(int, path.read_text().rpartition(")")[2].split()[11:13]))
        except (ProcessLookupError, PermissionError, FileNotFoundError):
            continue
    return total / TICKS


def parse_times() -> tuple[float, float]:
    """CPU milliseconds a page of ``read_page``, and of trafilatura alone, over the sample articles."""
    site = NumberedSite()
    pages = [site.page(number) for number in range(PARSED)]

    def ours(html: str) -> object:
        return read_page(html, None, languages=("en",), min_chars=200)

    def theirs(html: str) -> object:
        return trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False)

    return _timed(ours, pages), _timed(theirs, pages)


def _timed(read: Callable[[str], object], pages: list[str]) -> float:
    for html in pages[:5]:
        read(html)
    begun = time.process_time()
    for html in pages:
        read(html)
    return 1000 * (time.process_time() - begun) / len(pages)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--gap", type=float, default=1.0)
    given = parser.parse_args()
    count = given.hosts * given.each
    with SlowSite(given.hosts, given.latency) as site:
        seconds, cpu = fetch_all(site, given.each, given.gap)
        requests = sum(map(len, site.visits.values()))
        limit = count / ((given.each + 1) * given.latency + given.each * given.gap)
        print(f"{count} articles at {given.hosts} hosts, {1000 * given.latency:.0f} ms latency, gap {given.gap:g} s")
        print(f"fetched             {count / seconds:6.2f} articles/s")
        print(f"the gaps allow      {limit:6.2f} articles/s")
        print(f"ratio               {count / seconds / limit:6.2f}")
        print(f"impolite requests   {site.impolite(given.gap):6d} of {requests}")
        print(f"CPU a fetch         {1000 * cpu / count:6.2f} ms (the worker's start included)")
    ours, theirs = parse_times()
    print(f"CPU a page, parsed  {ours:6.2f} ms; trafilatura alone {theirs:.2f} ms, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
