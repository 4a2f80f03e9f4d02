"""The seed article against its gold, by the set's own scorer."""

import importlib.util
import json
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from worker.articles import read_text
from worker.contract.facts import Facts
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

PUBLISHED = "2021-05-21"


def read_seed(eval_dir: Path, pipeline: Pipeline) -> Facts:
    """The facts of the seed article, from the text as it was received."""
    received = (eval_dir / "seed" / "article.txt").read_text(encoding="utf-8")
    return extract(read_text(received, languages=("en",), min_chars=200, published=PUBLISHED), pipeline)


def score_seed(eval_dir: Path, facts: Facts) -> dict[str, Any]:
    """All that the scorer says."""
    document = json.loads(facts.model_dump_json(by_alias=True))
    with warnings.catch_warnings():
        # The scorer leaves its files for the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        scored: dict[str, Any] = _scorer(eval_dir).score(str(eval_dir / "seed"), document)
    return scored


def measure_seed(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """The figures that the design names; counts are shares of the gold."""
    scored = score_seed(eval_dir, read_seed(eval_dir, pipeline))
    quotes, speakers = scored["quotes@0.3"], scored["quotes@0.3+speaker"]
    return {
        "bad offsets": scored["offsets"]["invalid"],
        "text equal": float(scored["text_equal"]),
        "entities clustered right": scored["entities clustered right"]["tp"],
        "roles": scored["roles"]["found"],
        "quotes found": quotes["tp"],
        "quotes precision": quotes["p"],
        "speakers right": speakers["tp"],
        "quantities": scored["quantities value"]["tp"],
        "quantity sources": scored["quantity source"][0],
        "quantity part_of": scored["quantity part_of"][0],
        "times": scored["times value"]["tp"],
        "core statements": scored["statements recall (core)"]["found"],
        "statements precision": scored["statements"]["p"],
        "tense": _share(scored["statement tense"]),
        "modality": _share(scored["statement modality"]),
        "attribution": _share(scored["statement attribution source"]),
    }


def _share(pair: tuple[int, int]) -> float:
    return pair[0] / max(1, pair[1])


def _scorer(eval_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_seed", eval_dir / "score_seed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
