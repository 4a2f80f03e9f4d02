"""kill -9 of workers, their children and the broker, spread over a run."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from faulty import FaultyReceiver
from rig import Rig, children_of, peak_kib
from tally import Kill

BROKER_AWAY = 1.0
# What a killed broker's end may show in: an outcome that could not be written until it was back.
BROKER_TAIL = 12.0
SAY_SECONDS = 20.0


class Deaths(NamedTuple):
    """How many kill -9."""

    workers: int
    children: int
    broker: int


@dataclass
class Run:
    """One run: what was accepted, what was killed."""

    rig: Rig
    receiver: FaultyReceiver
    expected: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    kills: list[Kill] = field(default_factory=list)
    peak: int = 0
    seeded: bool = False
    trouble: BaseException | None = None

    def watch(self) -> None:
        """Keep the highest resident size of a worker."""
        pids = [child.process.pid for child in self.rig.tree.children if child.process]
        self.peak = max([self.peak, *map(peak_kib, pids)])


@contextmanager
def in_background(run: Run, work: Callable[[], None]) -> Iterator[None]:
    """Work in a thread; its trouble is the run's."""

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed on to the main thread
            run.trouble = error
        run.seeded = True

    thread = threading.Thread(target=guarded, daemon=True)
    thread.start()
    yield
    thread.join(30)


def drive(run: Run, total: int, deaths: Deaths, *, seconds: float, halfway: Callable[[], None]) -> None:
    """Kill, spread over the run, until every accepted job has ended; ``halfway`` is called about there.

    Raises:
        TimeoutError: not in time; the tally then says what is missing.
    """
    plan = [*["worker"] * deaths.workers, *["child"] * deaths.children, *["broker"] * deaths.broker]
    random.Random(1).shuffle(plan)
    steps = [(total * (k + 1) / (len(plan) + 1), what) for k, what in enumerate(plan)]
    steps = sorted([*steps, (total * 0.45, "halfway")])
    begun = said = time.monotonic()

    def over() -> bool:
        if run.trouble:
            raise run.trouble
        run.watch()
        ended = run.rig.ended()
        nonlocal said
        if time.monotonic() - said > SAY_SECONDS:
            said = time.monotonic()
            print(f"  {said - begun:5.0f} s: {ended} of {total} jobs ended, {len(run.kills)} kills", flush=True)
        while steps and ended >= steps[0][0]:
            what = steps[0][1]
            if what == "halfway":
                halfway()
            elif not act(run, what):
                break  # no child lives just now: at the next look
            steps.pop(0)
        return run.seeded and ended >= len(run.accepted)

    run.rig.wait_for(over, seconds=seconds, what="the end of all jobs")


def act(run: Run, what: str) -> bool:
    """One kill -9; False where there is nobody to kill."""
    now = time.time()
    if what == "broker":
        run.rig.broker.kill()
        time.sleep(BROKER_AWAY)
        run.rig.broker.start()
        run.kills.append(Kill("the broker", now, time.time() + BROKER_TAIL))
    elif what == "worker":
        child = random.choice(run.rig.tree.children)
        child.kill_group()
        run.kills.append(Kill(f"a {child.name.partition('-')[0]} worker", now, time.time()))
    elif pids := [pid for child in run.rig.tree.children if child.process for pid in children_of(child.process.pid)]:
        os.kill(random.choice(pids), signal.SIGKILL)
        run.kills.append(Kill("a child", now, time.time()))
    else:
        return False
    return True
