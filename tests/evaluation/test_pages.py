"""The development pages at the figures that were reached; a floor only rises. The time is printed, never asserted."""

from pathlib import Path

import pytest
from pages_figures import measure_pages

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {"F1": 0.985, "precision": 0.983, "recall": 0.986, "exact": 0.57}


def test_pages_keep_their_figures() -> None:
    measured = measure_pages(EVAL)
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below
    assert measured["pages refused"] == 0
    assert measured["F1"] > measured["trafilatura F1"]
