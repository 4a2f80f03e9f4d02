"""Core entities against the development sets: ours and the model alone, by one scorer."""

import importlib.util
import json
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from worker.contract.article import ArticleHead
from worker.extraction.document import Document
from worker.extraction.entities import find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline

Row = dict[str, Any]
Labelled = tuple[int, int, str]
# Set, and whether its sentences are read by document or one by one.
SETS = (("gum_train", True), ("uner_ewt", False), ("gmb_dev", False))
APART = "\n\n"


def measure_entities(eval_dir: Path, pipeline: Pipeline, stride: int = 1) -> dict[str, float]:
    """F1 over exact spans of persons, organisations and places.

    Args:
        eval_dir: the folder of the development sets, with its scorer.
        pipeline: the model.
        stride: read every so many documents or sentences only.

    Returns:
        For each set the model alone ("gum_train model") and ours ("gum_train").
    """
    scorer = load(eval_dir / "score_entities.py")
    figures = {}
    for name, by_document in SETS:
        lines = (eval_dir / "entities" / f"{name}.jsonl").read_text(encoding="utf8").strip().split("\n")
        groups = groups_of([json.loads(line) for line in lines], by_document=by_document)[::stride]
        rows = [row for group in groups for row in group]
        ours: list[list[Labelled]] = []
        model: list[list[Labelled]] = []
        for group in groups:
            _read(group, pipeline, ours, model)
        figures[f"{name} model"] = _f1(scorer, rows, model)
        figures[name] = _f1(scorer, rows, ours)
    return figures


def load(path: Path) -> ModuleType:
    """A scorer of the development sets."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def groups_of(rows: list[Row], *, by_document: bool) -> list[list[Row]]:
    """The sentences by document, or one by one."""
    found: dict[Any, list[Row]] = {}
    for i, row in enumerate(rows):
        found.setdefault(row["file"] if by_document else i, []).append(row)
    return list(found.values())


def _read(rows: list[Row], pipeline: Pipeline, ours: list[list[Labelled]], model: list[list[Labelled]]) -> None:
    texts = [row["text"].replace("\n", " ") for row in rows]
    text = APART.join(texts)
    document = Document(text, pipeline, len(text))
    starts = [0]
    for one in texts[:-1]:
        starts.append(starts[-1] + len(one) + len(APART))
    ours += _by_row(starts, _our_names(document))
    model += _by_row(starts, _model_names(document))


def _by_row(starts: list[int], names: Iterator[Labelled]) -> list[list[Labelled]]:
    rows: list[list[Labelled]] = [[] for _ in starts]
    for start, end, label in names:
        i = bisect_right(starts, start) - 1
        rows[i].append((start - starts[i], end - starts[i], label))
    return rows


def _our_names(document: Document) -> Iterator[Labelled]:
    found = Found(head=ArticleHead(language="en", text_sha256="0" * 64))
    for entity in find_entities(document, found):
        for mention in entity.mentions:
            if mention.kind == "name":
                yield mention.start, mention.end, entity.type


def _model_names(document: Document) -> Iterator[Labelled]:
    for paragraph in document.paragraphs:
        for ent in paragraph.doc.ents:
            yield document.start(ent), document.end(ent), ent.label_


def _f1(scorer: ModuleType, rows: list[Row], predicted: list[list[Labelled]]) -> float:
    in_order = iter(predicted)
    return float(scorer.score(rows, lambda _: next(in_order))["f1"])
