from pathlib import Path

import pytest

from worker.telemetry.heartbeat import Heartbeat, read, trouble, write


def test_a_heartbeat_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, "fetch@host", 100.0, [90.0, 70.0])
    write(tmp_path, "fetch@host", 102.0, [70.0])
    write(tmp_path, "extract@host", 101.0, [])
    extract, fetch = read(tmp_path)
    assert (fetch.worker, fetch.beat, fetch.oldest) == ("fetch@host", 102.0, 70.0)
    assert extract.oldest is None


@pytest.mark.parametrize(
    ("beat", "oldest", "wrong"),
    [(100, None, None), (100, 60, None), (80, None, "not been heard"), (100, 5, "on one task for 95 s")],
)
def test_silence_and_a_stuck_task_are_noticed(beat: float, oldest: float | None, wrong: str | None) -> None:
    said = trouble(Heartbeat("w", 1, beat, oldest), 100, silent=15, stuck=90)
    assert (said is None) if wrong is None else (wrong in (said or ""))
