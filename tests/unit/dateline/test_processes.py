"""The process tree: started again, stopped as one, never orphaned."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.dev import ending_on_signals
from dateline.processes import Child, ProcessTree, StartError, free_port

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
# Starts a sleeping child of its own, as a prefork worker does, and says both process ids.
FAMILY = [
    sys.executable,
    "-c",
    (
        "import os, subprocess, sys, time;"
        "c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(os.getpid(), c.pid, flush=True); time.sleep(600)"
    ),
]
FRONT = """
import sys, time
from pathlib import Path
from dateline.processes import Child, ProcessTree
import os
with ProcessTree() as tree:
    child = tree.add(Child("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ), Path(sys.argv[1])))
    print(child.process.pid, flush=True)
    time.sleep(600)
"""

SIGNALLED_IN_FORK = """
import os, signal, sys
from pathlib import Path
from dateline.dev import ending_on_signals
from dateline.processes import Child, ProcessTree
os.register_at_fork(before=lambda: os.kill(os.getpid(), signal.SIGTERM))
with ending_on_signals(), ProcessTree() as tree:
    try:
        tree.add(Child("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ), Path(sys.argv[1])))
        print("went on")
    except KeyboardInterrupt:
        print("ended with", len([child for child in tree.children if child.process]))
"""


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def child(name: str, argv: list[str], folder: Path) -> Child:
    return Child(name, argv, dict(os.environ), folder / f"{name}.log")


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    said: list[tuple[str, int]] = []
    with ProcessTree(on_respawn=lambda name, code: said.append((name, code))) as tree:
        sleeper = tree.add(child("sleeper", SLEEPER, tmp_path))
        assert sleeper.process is not None
        first = sleeper.process.pid
        os.kill(first, signal.SIGKILL)

        def again() -> bool:
            tree.tend()
            return sleeper.process is not None and sleeper.process.pid != first

        until(again)
        assert said == [("sleeper", -signal.SIGKILL)]
        assert sleeper.starts == 2


def test_stopping_ends_grandchildren_too(tmp_path: Path) -> None:
    with ProcessTree() as tree:
        family = tree.add(child("family", FAMILY, tmp_path))
        until(lambda: len(family.log.read_text().split()) == 2)
        pids = [int(word) for word in family.log.read_text().split()]
        assert all(alive(pid) for pid in pids)
    until(lambda: not any(alive(pid) for pid in pids))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills children with their parent")
def test_killing_the_front_process_leaves_nobody(tmp_path: Path) -> None:
    front = subprocess.Popen([sys.executable, "-c", FRONT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True)
    assert front.stdout is not None
    pid = int(front.stdout.readline())
    assert alive(pid)
    front.kill()
    front.wait()
    front.stdout.close()
    until(lambda: not alive(pid))


def test_a_signal_while_a_child_is_forked_ends_the_front_process_and_the_child(tmp_path: Path) -> None:
    front = [sys.executable, "-c", SIGNALLED_IN_FORK, str(tmp_path / "log")]
    said = subprocess.run(front, capture_output=True, text=True, timeout=60, check=False)
    assert (said.stdout, said.stderr, said.returncode) == ("ended with 1\n", "", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_killing_the_make_that_started_the_front_process_ends_it_in_order(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    front = (
        "import sys, time\nfrom pathlib import Path\nfrom dateline.dev import ending_on_signals\n"
        "try:\n    with ending_on_signals():\n        print('up', flush=True)\n        time.sleep(600)\n"
        f"except KeyboardInterrupt:\n    Path({str(ended)!r}).write_text('in order')\n"
    )
    (tmp_path / "front.py").write_text(front)
    (tmp_path / "Makefile").write_text(f"up:\n\t@DATELINE_PARENT=$$PPID exec {sys.executable} front.py\n")
    # `make test` hands its own flags down, by which this make would tell the folder it works in.
    env = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    make = subprocess.Popen(["make", "up"], cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True)
    assert make.stdout is not None
    assert make.stdout.readline() == "up\n"
    make.kill()
    make.wait()
    until(ended.exists)
    make.stdout.close()


def test_a_start_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with ProcessTree() as tree:
        broken = tree.add(child("broken", [sys.executable, "-c", "raise SystemExit('no such model')"], tmp_path))
        with pytest.raises(StartError, match="no such model"):
            tree.wait_until(lambda: False, broken, seconds=20, what="the worker")


def test_a_busy_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 100


def test_signals_that_come_in_one_moment_end_it_once_and_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", heard.append)
    with pytest.raises(KeyboardInterrupt), ending_on_signals():
        _signal_at_once({signal.SIGTERM, signal.SIGINT})
    assert heard == []


def _signal_at_once(numbers: set[signal.Signals]) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    for number in numbers:
        os.kill(os.getpid(), number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)
