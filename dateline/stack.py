"""How each long-running part is started: its command line and environment."""

import os
import sys
from collections.abc import Mapping

from worker.settings import Settings

POOLS = {"fetch": "threads", "extract": "prefork", "deliver": "threads"}
# The pool is one process per core already: a BLAS that starts threads of its own makes each slower.
ONE_BLAS_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


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


def worker_env() -> dict[str, str]:
    """What a worker's environment needs beside the settings."""
    return dict(ONE_BLAS_THREAD)


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
