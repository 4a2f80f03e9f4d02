"""Flower as its user sees it, in a real browser: the three tasks, and no secret on any page."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from stack import SECRET, Site, Workers, settings_of

from dateline.broker import EmbeddedBroker
from dateline.processes import Child, ProcessTree, free_port
from dateline.stack import child_env, flower_argv, flower_env
from producers import submit
from worker.contract.queues import DELIVER_TASK, EXTRACT_TASK, FETCH_TASK
from worker.contract.webhook_secret import make_secret
from worker.storage.connection import connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROKER_PASSWORD, FLOWER_PASSWORD, OWN_SECRET = "broker-hunter2", "flower-hunter3", make_secret()
TRIES = 8
TASKS = (FETCH_TASK, EXTRACT_TASK, DELIVER_TASK)

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.timeout(180),
]


class Flower(NamedTuple):
    """A Flower in front of workers that have read one article, and that article's URL."""

    port: int
    article: str
    folder: Path

    def ask(self, path: str, *, method: str = "GET", password: str = FLOWER_PASSWORD) -> httpx.Response:
        """An answer as it comes."""
        url = f"http://127.0.0.1:{self.port}{path}"
        return httpx.request(method, url, auth=("watcher", password), timeout=30, trust_env=False)

    def get(self, path: str) -> str:
        """A page as it comes."""
        return self.ask(path).raise_for_status().text

    def seen(self, path: str, *, until: str) -> str:
        """A page as a browser makes it, its scripts run, once it shows something: on a busy machine they take their time."""
        for _ in range(TRIES):
            page = self._dumped(path)
            if until in page:
                return page
        raise AssertionError(f"{path} never shows {until!r}: {page[-3000:]}")

    def _dumped(self, path: str) -> str:
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
        argv = [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", *quiet,
            f"--user-data-dir={self.folder / 'chromium'}", "--virtual-time-budget=15000", "--dump-dom",
            f"http://watcher:{FLOWER_PASSWORD}@127.0.0.1:{self.port}{path}",
        ]  # fmt: skip
        return subprocess.run(argv, capture_output=True, text=True, timeout=90, check=True).stdout


@pytest.fixture(scope="module")
def flower(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flower]:
    folder = tmp_path_factory.mktemp("flower")
    broker = EmbeddedBroker(folder / "valkey")
    url = f"redis://:{BROKER_PASSWORD}@127.0.0.1:{broker.port}/0"
    with ProcessTree() as tree, Site() as site:
        argv = [*broker.argv, "--requirepass", BROKER_PASSWORD]
        server = tree.add(Child("broker", argv, child_env(), folder / "broker.log", last=True))
        tree.wait_until(lambda: answers(url), server, seconds=20, what="the broker")
        extra = {"DATELINE_FLOWER__BASIC_AUTH": f"watcher:{FLOWER_PASSWORD}"}
        with Workers(url, folder / "data", site, **extra) as workers:
            settings = settings_of(workers.env)
            port = free_port(0)
            env = child_env(workers.env, flower_env(settings))
            page = tree.add(Child("flower", flower_argv(settings, port), env, folder / "flower.log"))
            made = Flower(port, site.article(1), folder)
            tree.wait_until(lambda: healthy(made), page, seconds=60, what="Flower")
            receipt = submit(
                made.article, webhook_url=f"{site.url}/own?key=1", webhook_secret=OWN_SECRET, settings=settings
            )
            assert receipt.outcome == "accepted"
            workers.wait_until_ended(1, seconds=90)
            workers.wait_for(lambda: len(ended_tasks(made)) >= 4, seconds=30, what="four ended tasks in Flower")
            workers.wait_for(lambda: len(names(made)) == 3, seconds=30, what="three workers in Flower")
            yield made


def answers(url: str) -> bool:
    with closing(connect(url, patience=0)) as client:
        try:
            return bool(client.ping())
        except Exception:  # noqa: BLE001 - not up yet, in whatever way
            return False


def healthy(flower: Flower) -> bool:
    try:
        return flower.get("/healthcheck") == "OK"
    except httpx.HTTPError:
        return False


def ended_tasks(flower: Flower) -> dict[str, dict[str, str]]:
    tasks: dict[str, dict[str, str]] = json.loads(flower.get("/api/tasks"))
    return {uuid: task for uuid, task in tasks.items() if task["state"] == "SUCCESS"}


def names(flower: Flower) -> list[str]:
    return list(json.loads(flower.get("/api/workers?refresh=1")))


def test_the_tasks_page_shows_the_three_tasks_with_url_state_and_run_time(flower: Flower) -> None:
    rows = [
        re.sub(r"<[^>]+>", " ", row)
        for row in re.findall(r"<tr.*?</tr>", flower.seen("/tasks", until="SUCCESS"), re.DOTALL)
    ]
    for task in TASKS:
        row = next((row for row in rows if task in row), "")
        assert flower.article in row, (task, rows)
        assert "SUCCESS" in row
        assert re.search(r"\b\d+\.\d+\b", row), f"no run time: {row}"
    assert any("entities" in row and "quotes" in row for row in rows), "the result does not say what was found"


def test_no_secret_is_on_any_page_that_a_browser_shows(flower: Flower) -> None:
    extract = next(name for name in names(flower) if name.startswith("extract@"))
    pages = {"/tasks": "SUCCESS", "/broker": "Broker", f"/worker/{extract}": "visibility_timeout"}
    shown = {path: flower.seen(path, until=word) for path, word in pages.items()}
    paths = ["/", "/workers", "/metrics", "/api/workers", "/api/tasks", "/api/queues/length", "/api/task/types"]
    paths += [f"/worker/{name}" for name in names(flower)]
    paths += [page for uuid in ended_tasks(flower) for page in (f"/task/{uuid}", f"/api/task/info/{uuid}")]
    shown |= {f"{path} as sent": flower.get(path) for path in paths}
    for path, page in shown.items():
        for secret in (BROKER_PASSWORD, FLOWER_PASSWORD, SECRET, OWN_SECRET, OWN_SECRET.removeprefix("whsec_")):
            assert secret not in page, f"{secret} is on {path}"


def test_nobody_gets_in_without_the_password_and_nothing_can_be_changed(flower: Flower) -> None:
    assert [flower.ask(path, password="wrong").status_code for path in ("/tasks", "/api/tasks")] == [401, 401]
    uuid = next(iter(ended_tasks(flower)))
    assert flower.ask(f"/api/task/revoke/{uuid}", method="POST").status_code == 403
