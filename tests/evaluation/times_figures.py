"""MEANTIME's times (Minard et al., LREC 2016): spans and TIMEX3 values, by the set's own scorer.

Only what lies before ``annotated_end`` is judged. No publication date is given: the date below the headline has to do.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from rejoin import Joined, join

from worker.contract.article import Article, ArticleHead
from worker.contract.facts import Time
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

Timed = dict[str, Any]


def measure_times(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """F1 of spans (strict, relaxed) and of values on the times of ``eval_dir/events``."""
    scored: dict[str, float] = _scorer(eval_dir).score(compare(eval_dir, pipeline))
    return {f"meantime_{name}_f1": value for name, value in scored.items()}


def compare(eval_dir: Path, pipeline: Pipeline) -> Iterator[tuple[list[Timed], list[Timed]]]:
    """Each document's gold times and those that were found, at the offsets of the set's own text."""
    with (eval_dir / "events" / "meantime-dev.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            joined = join(record["text"])
            found = [_shown(time, joined) for time in read(joined.text, pipeline)]
            yield record["times"], [time for time in found if time["start"] < record["annotated_end"]]


def read(text: str, pipeline: Pipeline) -> tuple[Time, ...]:
    """The times of one text."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    head = ArticleHead(language="en", text_sha256=sha, chars=len(text))
    return tuple(extract(Article(head=head, text=text), pipeline).times)


def _shown(time: Time, joined: Joined) -> Timed:
    tokens = joined.indices(time.start, time.end)
    start, end = joined.origins[tokens[0]][0], joined.origins[tokens[-1]][1]
    return {"start": start, "end": end, "type": time.type, "value": time.value, "confidence": time.confidence}


def _scorer(eval_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_times", eval_dir / "score_times.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
