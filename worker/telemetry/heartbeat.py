"""Liveness: a file that a worker's main loop writes, with the age of the oldest task in progress.

``inspect ping`` takes 0.7 s and stays green while a child is frozen; this file goes stale, or says how long a task
has been running.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FOLDER = "heartbeats"


class Heartbeat(NamedTuple):
    """One worker's last sign of life. Unix seconds; ``oldest`` is when its oldest task began, None when idle."""

    worker: str
    pid: int
    beat: float
    oldest: float | None


def write(data_dir: Path, worker: str, now: float, started: Iterable[float]) -> None:
    """Write a worker's heartbeat file, whole or not at all."""
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    said = Heartbeat(worker, os.getpid(), now, min(started, default=None))
    draft = folder / f".{worker}.{said.pid}"
    draft.write_text(json.dumps(said._asdict()))
    draft.replace(folder / f"{worker}.json")


def read(data_dir: Path) -> list[Heartbeat]:
    """The heartbeats of all workers that share a data directory."""
    return [Heartbeat(**json.loads(path.read_text())) for path in sorted((data_dir / FOLDER).glob("*.json"))]


def trouble(heartbeat: Heartbeat, now: float, *, silent: float, stuck: float) -> str | None:
    """What is wrong with a worker, or None.

    Args:
        heartbeat: its last sign of life.
        now: Unix seconds.
        silent: seconds without a beat after which it counts as gone.
        stuck: seconds after which a task must have ended, above every time limit.
    """
    if now - heartbeat.beat > silent:
        return f"{heartbeat.worker} has not been heard of for {now - heartbeat.beat:.0f} s"
    if heartbeat.oldest is not None and now - heartbeat.oldest > stuck:
        return f"{heartbeat.worker} has been on one task for {now - heartbeat.oldest:.0f} s"
    return None
