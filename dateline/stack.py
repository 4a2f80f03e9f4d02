"""How each long-running part is started, alone and all together as the process tree of ``dev`` and ``demo``."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from dateline.broker import EmbeddedBroker
from dateline.console import err
from dateline.processes import Child, ProcessTree, free_port
from worker.settings import Settings

LOCAL_NETWORK = "127.0.0.0/8"
START_SECONDS = 60.0
POOLS = {"fetch": "threads", "extract": "prefork", "deliver": "threads"}


def worker_argv(queue: str, settings: Settings) -> list[str]:
    """The command line of the worker for one queue."""
    return [
        sys.executable, "-m", "celery", "--app", "worker.celery", "--quiet", "worker",
        "--queues", queue,
        "--pool", POOLS[queue],
        "--concurrency", str(_concurrency(queue, settings)),
        "--hostname", f"{queue}@%h",
        "--loglevel", settings.log.level.upper(),
        # Workers here do not talk to each other: a start without it is a second quicker.
        "--without-gossip", "--without-mingle",
    ]  # fmt: skip


def _concurrency(queue: str, settings: Settings) -> int:
    if queue == "extract":
        return settings.extract.concurrency or os.cpu_count() or 1
    return settings.fetch.concurrency if queue == "fetch" else settings.webhook.concurrency


def flower_argv(settings: Settings, port: int) -> list[str]:
    """Flower's command line. No ``--broker_api``: Flower 2.2 aborts its start on a redis:// one."""
    return [
        sys.executable, "-m", "celery", "--app", "worker.celery", "--quiet", "flower",
        f"--address={settings.flower.address}", f"--port={port}",
        f"--read_only={settings.flower.read_only}",
        "--tasks_columns=name,state,args,result,runtime,received,started,worker,uuid",
        "--natural_time=False",
    ]  # fmt: skip


def flower_env(settings: Settings) -> dict[str, str]:
    """The password goes by the environment: a command line is readable by every user of the machine."""
    auth = settings.flower.basic_auth
    return {"FLOWER_BASIC_AUTH": auth.get_secret_value()} if auth else {}


def child_env(*more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with additions, later ones winning."""
    env = dict(os.environ)
    for part in more:
        env.update(part)
    return env


class Addresses(NamedTuple):
    """Where the parts of a running tree answer."""

    broker: str
    flower: str | None


class Stack:
    """The process tree of ``dev`` and ``demo``.

    Args:
        settings: the user's; the embedded broker's address and the webhook replace theirs for the children.
        data_dir: where the broker's files and the logs go.
        webhook_url: where events are posted.
        webhook_secret: signs them.
        extra_env: further settings for the children, as variables.
    """

    def __init__(
        self, settings: Settings, data_dir: Path, *, webhook_url: str, webhook_secret: str, extra_env: dict[str, str]
    ) -> None:
        self._settings = settings
        self._data_dir = data_dir
        self._tree = ProcessTree(on_respawn=say_respawn)
        self._broker = EmbeddedBroker(data_dir / "broker", port=free_port(6379))
        self._env = {
            "DATELINE_BROKER__URL": self._broker.url,
            # Else a store that the user's own settings name would be written to.
            "DATELINE_STORE__URL": self._broker.url,
            "DATELINE_WEBHOOK__URL": webhook_url,
            "DATELINE_WEBHOOK__SECRET": webhook_secret,
            "DATELINE_HTTP__ALLOW_NETWORKS": ",".join([LOCAL_NETWORK, *map(str, settings.http.allow_networks)]),
            "DATELINE_DATA_DIR": str(data_dir),
            **extra_env,
        }
        self.flower_port = free_port(settings.flower.port, settings.flower.address)

    @property
    def env(self) -> dict[str, str]:
        """The settings of the children, as variables: a producer beside them needs the same."""
        return dict(self._env)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tree.stop()

    def start(self) -> Addresses:
        """Start everything; the broker answers when this returns, the workers follow.

        Raises:
            StartError: a part did not come up; the message holds the end of its log.
        """
        broker = self._tree.add(replace(self._child("broker", self._broker.argv, {}), last=True))
        self._tree.wait_until(self._broker.answers, broker, seconds=START_SECONDS, what="the embedded broker")
        for queue in POOLS:
            self._tree.add(self._child(queue, worker_argv(queue, self._settings), {}))
        self._tree.add(self._child("flower", flower_argv(self._settings, self.flower_port), flower_env(self._settings)))
        return Addresses(self._broker.url, f"http://{self._settings.flower.address}:{self.flower_port}")

    def tend(self) -> None:
        """Start again what died."""
        self._tree.tend()

    def pid(self, name: str) -> int:
        """The process of one part; also its process group."""
        child = next(c for c in self._tree.children if c.name == name)
        return child.process.pid if child.process else 0

    def wait_for_flower(self) -> None:
        """Return when Flower answers."""
        child = next(c for c in self._tree.children if c.name == "flower")
        url = f"http://{self._settings.flower.address}:{self.flower_port}/healthcheck"
        self._tree.wait_until(lambda: _answers(url), child, seconds=START_SECONDS, what="Flower")

    def _child(self, name: str, argv: list[str], env: dict[str, str]) -> Child:
        return Child(name, argv, child_env(self._env, env), self._data_dir / "logs" / f"{name}.log")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP OK
    except (urllib.error.URLError, OSError):
        return False


def say_respawn(name: str, code: int) -> None:
    """Tell on standard error that a part died and is back."""
    err.print(f"[yellow]{name}[/] ended with {code} and is started again")
