"""Passages that lost a mark or never had one: ended where a reporting clause begins.

"The dam is safe, she said. -- the second mark was lost; -- The dam is safe, she said. -- a dash opens speech.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Places
from worker.extraction.quotes.drafts import Cue
from worker.extraction.quotes.marks import Passage
from worker.extraction.quotes.phrases import noun_phrase

SPOKEN = frozenset(["say", "tell", "direct"])
DASH = re.compile(r"^[ \t]*[—–―][ \t]?(?=[A-Z¿¡])", re.MULTILINE)
# What speech ends with before its reporting clause.
STOPS = (",", "?", "!", "…")


def end_lost(document: Document, passages: Sequence[Passage], cues: Sequence[Cue]) -> None:
    """End every passage without a closing mark before the reporting clause in it, if there is one."""
    for passage in passages:
        if not passage.closed:
            _end(document, passage, cues)


def read_dashed(document: Document, passages: Sequence[Passage], cues: Sequence[Cue]) -> Iterator[Passage]:
    """Lines that a dash opens as speech: only those in which a reporting clause says so."""
    taken = Places((p.left, p.right, p) for p in passages)
    for paragraph in document.paragraphs:
        for start, end in _lines(document.text, paragraph):
            passage = Passage(start, end, start, end, single=False, opened=False, closed=False)
            if not taken.inside(start, end) and not taken.covering(start, end) and _end(document, passage, cues):
                yield passage


def _lines(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    if "—" not in text and "–" not in text and "―" not in text:
        return
    start = paragraph.start
    for line in text[paragraph.start : paragraph.end].split("\n"):
        dash = DASH.match(line)
        if dash is not None:
            yield start + dash.end(), start + len(line)
        start += len(line) + 1


def _between(cues: Sequence[Cue], start: int, end: int) -> Sequence[Cue]:
    """The cues that begin in a stretch; they stand in the order of the text."""
    return cues[bisect_left(cues, start, key=lambda c: c.start) : bisect_left(cues, end, key=lambda c: c.start)]


def _end(document: Document, passage: Passage, cues: Sequence[Cue]) -> bool:
    for cue in _between(cues, passage.start + 1, passage.end):
        if cue.uses & SPOKEN:
            first = cue.start if cue.subject is None else min(cue.start, document.start(noun_phrase(cue.subject)))
            said = document.text[passage.start : first].rstrip(" \t\n'’\"”")
            if said.endswith(STOPS):
                passage.end = passage.right = passage.start + len(said.rstrip(","))
                return passage.end > passage.start
    return False
