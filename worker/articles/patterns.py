"""Lines known to be no part of an article, from ``lexicons/lines.tsv``."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast, get_args

from worker.contract.article import RemovedWhy

Where = Literal["head", "tail", "any"]
_AROUND = " ()[]—–-*•|»›>"
LONGEST = 600
"""Longer lines are never furniture by their words alone."""


class _Pattern(NamedTuple):
    why: RemovedWhy
    where: Where
    line: re.Pattern[str]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    raw = (files("worker.articles") / "lexicons" / "lines.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    assert all(why in get_args(RemovedWhy) and where in get_args(Where) for why, where, _ in rows)  # noqa: S101 - our own file
    return tuple(
        _Pattern(cast("RemovedWhy", why), cast("Where", where), re.compile(shape, re.IGNORECASE))
        for why, where, shape in rows
    )


def furniture(line: str, *where: Where) -> RemovedWhy | None:
    """Why a line is no part of the article by its words, judged for the given places; None when it may be."""
    bare = line.strip(_AROUND)
    if len(line) > LONGEST or not bare:
        return None
    return next((p.why for p in _patterns() if p.where in where and p.line.fullmatch(bare)), None)
