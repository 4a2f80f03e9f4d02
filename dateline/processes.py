"""A tree of child processes that lives and dies with this one.

Each child gets a process group of its own, is started again when it dies, and is killed by the kernel when this
process is (Linux: PR_SET_PDEATHSIG), so that neither Ctrl-C nor kill -9 leaves one behind. Celery's prefork workers
sometimes exit when a broker restarts, which is why starting again is no luxury.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Looked up here: between fork and exec a child of a process with threads may wait for the loader's lock for ever.
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RESPAWN_WAIT = 1.0
STOP_WAIT = 12.0


@contextmanager
def forking() -> Iterator[Callable[[], None]]:
    """For starting a child and putting it on record; gives the ``preexec_fn`` that has the kernel kill it with this process.

    Signals that end this process wait meanwhile. Python drops what a handler raises within the functions that it runs
    round a fork (logging has some): the front process would have gone on for ever.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield _tied_to(os.getpid(), before)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _tied_to(parent: int, mask: Iterable[int]) -> Callable[[], None]:
    def tie() -> None:
        _signal_when_parent_dies(signal.SIGKILL)
        if sys.platform == "linux" and os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)
        for number in ENDING:
            if callable(signal.getsignal(number)):  # the parent's own handler, which means nothing here
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    return tie


def end_with_parent() -> None:
    """End in order, as by SIGTERM, when the process is killed that ``DATELINE_PARENT`` names: the Makefile names its make.

    Without that variable a front process outlives the shell that started it, as under ``nohup``.
    """
    parent = os.environ.pop("DATELINE_PARENT", "")
    if sys.platform != "linux" or not parent:
        return
    _signal_when_parent_dies(signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before the kernel was asked
        os.kill(os.getpid(), signal.SIGTERM)


def _signal_when_parent_dies(number: int) -> None:
    if _PRCTL is not None:
        _PRCTL(PR_SET_PDEATHSIG, number, 0, 0, 0)


def free_port(wanted: int, address: str = "127.0.0.1") -> int:
    """The wanted port, or the next free one above it; any free one for 0."""
    for port in range(wanted, wanted + 100) if wanted else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(
        f"no free port from {wanted} to {wanted + 99} on {address}: stop what listens there, or choose another port"
    )


@dataclass
class Child:
    """One process of the tree: what to run, and where its output goes; ``last`` outlives the others (the broker)."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    last: bool = False
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    started: float = field(default=0.0)
    _file: IO[bytes] | None = None

    def start(self) -> None:
        """Start it, or start it again."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self._file is None:
            self._file = self.log.open("ab")
        with forking() as tie:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                self.argv,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=self._file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=tie,  # noqa: PLW1509 - a few calls, none of which takes a lock
            )
        self.starts += 1
        self.started = time.monotonic()

    def signal(self, number: int) -> None:
        """Signal the child alone; its own shutdown takes care of its children."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, seconds: float) -> None:
        """Wait for the child's end, but no longer than ``seconds``."""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)

    def kill_group(self) -> None:
        """Kill the child and whatever it left in its group."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Close its log."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def tail(self, lines: int = 15) -> str:
        """The end of its log, for an error message."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class StartError(RuntimeError):
    """A process did not come up; the message holds the end of its log."""


class ProcessTree:
    """Children that are kept running until ``stop``, which ends the broker last.

    Use as a context manager from the main thread: PR_SET_PDEATHSIG follows the thread that starts a child.
    """

    def __init__(self, on_respawn: Callable[[str, int], None] | None = None) -> None:
        self.children: list[Child] = []
        self._on_respawn = on_respawn or (lambda _name, _code: None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def add(self, child: Child) -> Child:
        """Start a child and keep it running."""
        self.children.append(child)
        child.start()
        return child

    def tend(self) -> None:
        """Start again what has died; call it often."""
        for child in self.children:
            process = child.process
            if process is None or process.poll() is None or time.monotonic() - child.started < RESPAWN_WAIT:
                continue
            self._on_respawn(child.name, process.returncode)
            child.kill_group()
            child.start()

    def wait_until(self, ready: Callable[[], bool], child: Child, *, seconds: float, what: str) -> None:
        """Wait for a child to come up.

        Raises:
            StartError: it died, or was not ready in time.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            dead = child.process is not None and child.process.poll() is not None
            if dead or time.monotonic() > deadline:
                why = (
                    f"exited with {child.process.returncode}"
                    if dead and child.process
                    else f"was not ready in {seconds:.0f} s"
                )
                raise StartError(f"{what} {why}. The end of {child.log}:\n{child.tail()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """SIGTERM to all but the last, then to the last; SIGKILL to what stays."""
        for group in ([c for c in self.children if not c.last], [c for c in self.children if c.last]):
            for child in group:
                child.signal(signal.SIGTERM)
            deadline = time.monotonic() + STOP_WAIT
            for child in group:
                child.wait(max(0.1, deadline - time.monotonic()))
                child.kill_group()
                child.close()
        self.children.clear()
