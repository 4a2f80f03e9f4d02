"""``dateline dev``: broker, workers, Flower and receiver as one process tree that ends as one."""

import fcntl
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from dateline.console import DONE, SOME_FAILED, fail, out, program, say
from dateline.processes import Child, ProcessTree, StartError, end_with_parent
from dateline.stack import POOLS, Stack, child_env, say_respawn, worker_argv
from worker.contract.webhook_secret import make_secret
from worker.settings import Settings

TEND_SECONDS = 0.3


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """SIGTERM, SIGINT and a closed terminal end the front process as Ctrl-C does, so that its tree is stopped in any case.

    SIGINT is set too because a shell starts background jobs with it ignored; SIGHUP only where ``nohup`` has not.
    """
    numbers = [signal.SIGTERM, signal.SIGINT]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        # Stopping takes seconds and is bounded: a second Ctrl-C must not cut it short. No SIG_IGN: of a signal that came
        # in the same moment Python would then print a traceback.
        for each in numbers:
            signal.signal(each, _pass_over)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        end_with_parent()
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _pass_over(_number: int, _frame: FrameType | None) -> None:
    """It is being stopped already."""


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
            say(f"  broker    {addresses.broker}\n  Flower    {addresses.flower}\n  events    {url}")
            say(f"  logs      {folder}/logs")
            say(f"  submit    DATELINE_BROKER__URL={addresses.broker} {program()} submit URL")
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
    with ending_on_signals(), ProcessTree(on_respawn=say_respawn) as tree:
        try:
            for queue in POOLS:
                log = settings.data_dir.resolve() / "logs" / f"{queue}.log"
                tree.add(Child(queue, worker_argv(queue, settings), child_env(), log))
            out.print(f"three workers are up; logs in {settings.data_dir}/logs")
            while True:
                tree.tend()
                time.sleep(TEND_SECONDS)
        except KeyboardInterrupt:
            sys.stdout.flush()
    return 0
