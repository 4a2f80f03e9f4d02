"""``dateline dev``: broker, workers, Flower and receiver as one process tree that ends as one."""

import fcntl
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple, NoReturn, Self

from dateline.broker import EmbeddedBroker
from dateline.console import DONE, SOME_FAILED, err, fail, out
from dateline.processes import Child, ProcessTree, StartError, end_with_parent, free_port
from dateline.stack import POOLS, child_env, flower_argv, flower_env, worker_argv, worker_env
from worker.contract.webhook_secret import make_secret
from worker.settings import Settings

LOCAL_NETWORK = "127.0.0.0/8"
START_SECONDS = 60.0
TEND_SECONDS = 0.3


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
        self._tree = ProcessTree(on_respawn=_say_respawn)
        self._broker = EmbeddedBroker(data_dir / "broker", port=free_port(6379))
        self._env = {
            "DATELINE_BROKER__URL": self._broker.url,
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
            self._tree.add(self._child(queue, worker_argv(queue, self._settings), worker_env()))
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


def _say_respawn(name: str, code: int) -> None:
    err.print(f"[yellow]{name}[/] ended with {code} and is started again")


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """SIGTERM, SIGINT and a closed terminal end the front process as Ctrl-C does, so that its tree is stopped in any case.

    SIGINT is set too because a shell starts background jobs with it ignored; SIGHUP only where ``nohup`` has not.
    """
    numbers = [signal.SIGTERM, signal.SIGINT]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        # Stopping takes seconds and is bounded: a second Ctrl-C must not cut it short.
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        end_with_parent()
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_dev(settings: Settings) -> int:
    """Run the tree until Ctrl-C; events go to the settings' webhook, or to a receiver that is part of the tree."""
    with ending_on_signals(), ExitStack() as parts:
        try:
            folder = settings.data_dir.resolve()
            parts.enter_context(_alone_in(folder))
            url, secret = _webhook(settings, parts)
            stack = parts.enter_context(
                Stack(settings, folder, webhook_url=url, webhook_secret=secret, extra_env={}),
            )
            addresses = stack.start()
            out.print("[bold]Dateline is up[/] — Ctrl-C ends all of it")
            out.print(
                f"  broker    {addresses.broker}\n  Flower    {addresses.flower}\n  events    {url}", markup=False
            )
            out.print(f"  logs      {folder}/logs", markup=False)
            out.print(f"  submit    DATELINE_BROKER__URL={addresses.broker} dateline submit URL", markup=False)
            sys.stdout.flush()
            while True:
                stack.tend()
                time.sleep(TEND_SECONDS)
        except StartError as error:
            fail(str(error), SOME_FAILED)
        except KeyboardInterrupt:
            out.print("stopping")
    return DONE


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Two brokers that write to the same files would ruin them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fail(f"another `dateline dev` runs in {folder}: stop it, or set DATELINE_DATA_DIR to a folder of its own")
        yield


def _webhook(settings: Settings, parts: ExitStack) -> tuple[str, str]:
    """Where events go, and the secret that signs them."""
    from dateline.receiving import start_receiver

    webhook = settings.webhook
    secret = webhook.secret.get_secret_value() if webhook.secret else None
    if webhook.url is None:
        secret = secret or make_secret()
        return parts.enter_context(start_receiver(settings, secret)).url, secret
    if secret is None:
        fail("DATELINE_WEBHOOK__URL is set without DATELINE_WEBHOOK__SECRET: `dateline secret` makes one")
    return webhook.url, secret


def run_workers(settings: Settings) -> int:
    """All three workers on the settings' own broker, each started again when it dies, until Ctrl-C or SIGTERM."""
    with ending_on_signals(), ProcessTree(on_respawn=_say_respawn) as tree:
        try:
            for queue in POOLS:
                log = settings.data_dir.resolve() / "logs" / f"{queue}.log"
                tree.add(Child(queue, worker_argv(queue, settings), child_env(worker_env()), log))
            out.print(f"three workers are up; logs in {settings.data_dir}/logs")
            while True:
                tree.tend()
                time.sleep(TEND_SECONDS)
        except KeyboardInterrupt:
            sys.stdout.flush()
    return 0
