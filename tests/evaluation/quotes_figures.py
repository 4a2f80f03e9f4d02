"""Quotes against PolNeAR's development half, by the set's own scorer.

An attribution of PolNeAR is one cue with all that it reports, so pieces that share a cue are put together first: the two
halves of "A," said X, "B" are two quotes to us. Its annotators also mark wishes, support and criticism, which are no
speech to us: recall has a ceiling below one.
"""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from entities_figures import load

from worker.contract.article import ArticleHead
from worker.contract.facts import Quote, Span
from worker.extraction.document import Document
from worker.extraction.entities import find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline
from worker.extraction.quotes import find_quotes

Attribution = dict[str, list[tuple[int, int]]]


def measure_quotes(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """F1 over attributions.

    Args:
        eval_dir: the folder of the development sets, with its scorer.
        pipeline: the model.

    Returns:
        F1 of content at Jaccard .3 and .8 and of content with source, the share of sources and cues that are right where
        the content is, and the recall of direct quotations.
    """
    scorer = load(eval_dir / "score_quotes.py")
    sums = scorer.new()
    with warnings.catch_warnings():
        # The scorer leaves its files for the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        articles = list(scorer.docs("dev"))
    for _, text, annotators in articles:
        for gold in annotators[:1]:
            scorer.add(sums, gold, attributions(read_quotes(text, pipeline)), text)
    return _figures(sums)


def read_quotes(text: str, pipeline: Pipeline) -> Sequence[Quote]:
    """The quotes of one text."""
    with pipeline.memory():
        document = Document(text, pipeline, len(text))
        found = Found(head=ArticleHead(language="en", text_sha256="0" * 64, chars=len(text)))
        found.set_entities(find_entities(document, found))
        return find_quotes(document, found)


def attributions(quotes: Iterable[Quote]) -> list[Attribution]:
    """Quotes as the set's attributions: those that share a cue are one."""
    pieces: dict[Any, list[Quote]] = {}
    for quote in quotes:
        pieces.setdefault(quote.cue.start if quote.cue else quote.id, []).append(quote)
    named: dict[str | None, Span] = {}
    found: list[Attribution] = []
    for first, *more in pieces.values():
        # A speaker who goes on in the next paragraph is named in the one before.
        source = first.speaker_mention or (named.get(first.speaker) if first.speaker else None)
        if source is not None:
            named[first.speaker] = source
        found.append(
            {
                "content": [_place(quote.content) for quote in (first, *more)],
                "source": [_place(source)] if source else [],
                "cue": [_place(first.cue)] if first.cue else [],
            }
        )
    return found


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _figures(sums: dict[str, Any]) -> dict[str, float]:
    both = max(1, sums["G"] + sums["P"])
    direct = sums["kind"]["direct"]
    return {
        "content .3": 2 * sums["m3"] / both,
        "content .8": 2 * sums["m8"] / both,
        "content .3 and source": 2 * sums["full"] / both,
        "precision": sums["m3"] / max(1, sums["P"]),
        "recall": sums["m3"] / max(1, sums["G"]),
        "sources right": sums["src"] / max(1, sums["srcn"]),
        "cues right": sums["cue"] / max(1, sums["cuen"]),
        "recall of direct": direct[1] / max(1, direct[0]),
        "recall of mixed": sums["kind"]["mixed"][1] / max(1, sums["kind"]["mixed"][0]),
        "recall of indirect": sums["kind"]["indirect"][1] / max(1, sums["kind"]["indirect"][0]),
    }
