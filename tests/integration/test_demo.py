"""The demo and the front process, as a newcomer starts and ends them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import pytest
from stack import SECRET, Site

DATELINE = [sys.executable, "-m", "dateline"]
NO_ORPHANS_SECONDS = 30


def family(marker: str) -> list[int]:
    """Processes that carry a variable of this test in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (
                marker.encode() in (path / "environ").read_bytes()
                and b"Z" not in (path / "stat").read_bytes().rpartition(b")")[2][:3]
            ):
                found.append(int(path.name))
    return found


def until(condition: Callable[[], bool], seconds: float, tell: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain\n{tell()}"
        time.sleep(0.05)


def where_they_stand(pids: list[int], folder: Path) -> str:
    """What processes are, and, since each ends of it with its stack in its log, where they stood."""
    told = []
    for pid in pids:
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            told.append(f"{pid} {Path(f'/proc/{pid}/wchan').read_text()} {words[:200]}")
            os.kill(pid, signal.SIGABRT)
    for _ in range(40):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            break
        time.sleep(0.05)
    logs = sorted((folder / "logs").glob("*.log"))
    return "\n".join([*told, *(f"--- {log.name}\n{log.read_text()[-4000:]}" for log in logs)])


@contextmanager
def front(*arguments: str, folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    marker = f"DATELINE_TEST_MARK={folder.name}-{os.getpid()}"
    ours = {"DATELINE_TEST_MARK": marker.partition("=")[2], "DATELINE_DATA_DIR": str(folder), "PYTHONFAULTHANDLER": "1"}
    env = {**os.environ, **ours, **settings}
    process = subprocess.Popen(
        [*DATELINE, *arguments],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, marker
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        for pid in family(marker):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.timeout(240)
def test_the_demo_shows_every_article_and_the_wall_and_leaves_nobody(tmp_path: Path) -> None:
    with front("demo", folder=tmp_path) as (demo, marker):
        said, _ = demo.communicate(timeout=200)
        assert demo.returncode == 0, said
        assert re.search(r"10 submitted: 9 read, 1 failed, 0 missing", said)
        assert "consent_wall" in said
        assert "from the start to the first verified event" in said
        until(lambda: not family(marker), NO_ORPHANS_SECONDS)


def test_the_demo_of_own_urls_shows_each_and_ends_with_1_when_one_fails(tmp_path: Path) -> None:
    with Site() as site, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{closed.getsockname()[1]}/story"
        with front("demo", "--url", site.article(1), "--url", refused, folder=tmp_path) as (demo, _):
            said, _ = demo.communicate(timeout=100)
    assert demo.returncode == 1, said
    assert "article.extracted Storm closes basin 1" in said
    assert "  said      Ruth Calder: “We have never seen the water rise so fast”" in said
    assert f"article.failed connect {refused}" in said
    assert "2 submitted: 1 read, 1 failed, 0 missing" in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills children with their parent")
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("number", "when"),
    [
        (signal.SIGINT, ""),
        (signal.SIGTERM, ""),
        (signal.SIGKILL, ""),
        (signal.SIGKILL, "extract@"),
        (signal.SIGHUP, ""),
    ],
)
def test_ending_the_front_process_ends_all_of_it(number: signal.Signals, when: str, tmp_path: Path) -> None:
    """While it starts, and when the worker's own children are up."""
    with front("dev", folder=tmp_path) as (dev, marker):
        log = tmp_path / "logs" / "extract.log"
        until(lambda: log.exists() and len(family(marker)) >= 5 and when in log.read_text(), 60)
        os.kill(dev.pid, number)
        until(lambda: dev.poll() is not None, 40, lambda: where_they_stand(family(marker), tmp_path) + rest_of(dev))
        until(lambda: not family(marker), NO_ORPHANS_SECONDS, lambda: where_they_stand(family(marker), tmp_path))


def rest_of(process: subprocess.Popen[str]) -> str:
    """What a process that has ended said last."""
    assert process.stdout is not None
    return "\n--- its own words\n" + (process.stdout.read() if process.poll() is not None else "it has not ended")


def test_a_second_dev_leaves_the_files_of_the_first_alone(tmp_path: Path) -> None:
    with front("dev", folder=tmp_path) as (first, _), front("dev", folder=tmp_path) as (second, _):
        until(lambda: first.poll() is not None or second.poll() is not None, 60)
        ended = first if first.poll() is not None else second
        said, _ = ended.communicate(timeout=10)
        assert ended.returncode == 2
        assert f"another `dateline dev` runs in {tmp_path}" in said
        assert "DATELINE_DATA_DIR" in said


def test_dev_posts_to_the_webhook_that_is_set_and_takes_the_next_port(tmp_path: Path) -> None:
    with Site() as site, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        hook = {"DATELINE_WEBHOOK__URL": f"{site.url}/hook", "DATELINE_WEBHOOK__SECRET": SECRET}
        with front("dev", folder=tmp_path, DATELINE_FLOWER__PORT=str(port), **hook) as (dev, _):
            assert dev.stdout is not None
            lines = iter(dev.stdout.readline, "")
            shown = dict(line.split(maxsplit=1) for line in islice(lines, 6) if line.startswith("  "))
            assert shown["events"].strip() == f"{site.url}/hook"
            assert int(shown["Flower"].rpartition(":")[2]) > port


def test_submitting_without_a_broker_fails_at_once_and_says_what_to_do() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{closed.getsockname()[1]}/0"
        env = {**os.environ, "DATELINE_BROKER__URL": url}
        done = subprocess.run(
            [*DATELINE, "submit", "https://example.com/a"],
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "no broker answers at redis://127.0.0.1" in done.stderr
    assert "dateline dev" in done.stderr


def test_extract_reads_a_file_without_a_broker(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "Mayor Ruth Calder will reopen the port of Harwick on Thursday, the council said.\n\n"
        "“The basin is safe again,” Calder told reporters on Monday. At least 12 boats were lost in the storm,"
        " the coast guard said, and the repairs will cost £3.5 million.\n"
    )
    done = subprocess.run(
        [*DATELINE, "extract", str(article), "--published", "2026-11-23"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"2026-11-26"' in done.stdout
    assert '"schema": "facts/v1"' in done.stdout


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    env = {**os.environ, "DATELINE_WEBHOOK__LEASE": "1"}
    done = subprocess.run(
        [*DATELINE, "doctor"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "DATELINE_WEBHOOK__LEASE" in done.stderr
