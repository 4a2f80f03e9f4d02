"""``find_times``: every time in the text, with its value.

Rules of our own after TimeML's TIMEX3 (Saurí et al. 2006, "TimeML Annotation Guidelines" 1.2.1; Ferro et al. 2005,
TIDES). A paragraph becomes a row of categories; rules are patterns over it; of those that overlap the longest wins;
what is left is read in the order of the text, so that each date can stand as the reference of the next.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from worker.contract.facts import Time
from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Found
from worker.extraction.times.clock import on_day_beside
from worker.extraction.times.context import DAY, Context, Placed, Reading
from worker.extraction.times.grammar import Match, Reader, row, stretches
from worker.extraction.times.lexicon import verbs
from worker.extraction.times.rules import rules
from worker.extraction.times.spans import joined, read_duration
from worker.extraction.times.tense import direction, is_adverbial
from worker.extraction.times.tokens import Piece, pieces
from worker.extraction.times.years import with_years


class Draft(NamedTuple):
    """A place where a rule fits."""

    start: int
    end: int
    match: Match
    read: Reader


def find_times(document: Document, found: Found) -> tuple[Time, ...]:
    """The times of a document, in the order of the text, as ``t1``, ``t2`` and so on.

    Args:
        document: the text.
        found: only ``published`` is read; without it a date that stands alone in a paragraph serves, else values
            keep X where the text does not say.

    Returns:
        Times with spans that leave the preposition out and take determiner and modifier in.
    """
    context = Context(
        found.published,
        "published",
        lambda offset: direction(document, offset),
        lambda offset: is_adverbial(document, offset),
    )
    times: list[Time] = []
    for paragraph in document.paragraphs:
        context.sentence_day = None
        placed = with_years(paragraph.text, joined(paragraph.text, list(_paragraph(paragraph, context))))
        for start, end, reading in _days_beside(paragraph.text, placed):
            place = paragraph.start + start, paragraph.start + end
            times.append(_time(len(times) + 1, place, document.text[place[0] : place[1]], reading))
    return tuple(times)


def _time(number: int, place: tuple[int, int], text: str, reading: Reading) -> Time:
    return Time(id=f"t{number}", start=place[0], end=place[1], text=text, type=reading.type, value=reading.value,
                mod=reading.mod, anchor=reading.anchor, confidence=round(reading.confidence, 2))  # fmt: skip


def _paragraph(paragraph: Paragraph, context: Context) -> Iterator[Placed]:
    text = paragraph.text
    found = pieces(text, paragraph.columns)
    columns, sentence = paragraph.columns, 0
    for draft in map(_during, _chosen(drafts(found))):
        first = columns.sentence(columns.at(draft.start))[0]
        if first != sentence:
            sentence, context.sentence_day = first, None
        context.at = paragraph.start + draft.start
        reading = draft.read(draft.match, context)
        if reading is None:
            continue
        _settle_today(reading, draft, text, context)
        context.note(reading)
        yield draft.start, draft.end, reading


def _during(draft: Draft) -> Draft:
    """The length alone of what went on "over three years"; one that "in", "just" or "lasted" stands before is longer than that."""
    over, *rest = draft.match.pieces
    before = draft.match.before
    if draft.read is not read_duration or over.category != "over" or over.text.lower() != "over":
        return draft
    if before is not None and before.text.lower() in verbs("measured"):
        return draft
    return draft._replace(start=rest[0].start, match=draft.match._replace(pieces=rest, before=over))


def _days_beside(text: str, readings: list[Placed]) -> list[Placed]:
    """The same times, each clock on the day named right behind it."""
    for i in range(len(readings) - 2, -1, -1):
        (start, end, clock), (next_start, _, day) = readings[i], readings[i + 1]
        readings[i] = start, end, on_day_beside(clock, text[end:next_start], day)
    return readings


def _settle_today(reading: Reading, draft: Draft, text: str, context: Context) -> None:
    """A full date that is a paragraph of its own is the article's date where none is given."""
    if context.today is None and draft.end - draft.start >= len(text.strip()) - 1 and DAY.match(reading.value):
        context.today, context.anchor = date.fromisoformat(reading.value[:10]), "text"


def drafts(found: list[Piece]) -> list[Draft]:
    """Every place where a rule fits."""
    shown = row(found)
    return [
        _draft(found, a + first, a + last, read)
        for a, b in stretches(shown)
        for first, last, read in _fitting(shown[max(0, a - 1) : a], shown[a:b])
    ]


@lru_cache(maxsize=10_000)
def _fitting(before: str, stretch: str) -> tuple[tuple[int, int, Reader], ...]:
    """Where rules fit in a stretch, which looks alike again and again; the one piece before it may be looked back to."""
    shown, at = before + stretch, len(before)
    matches = ((match, each.read) for each in rules() for match in each.pattern.finditer(shown, at))
    return tuple((match.start() - at, match.end() - at, read) for match, read in matches)


def _draft(found: list[Piece], a: int, b: int, read: Reader) -> Draft:
    while b > a and found[b - 1].category in {"comma", "stop"} and not _abbreviates(found, b):
        b -= 1
    before = found[a - 1] if a else None
    after = found[b] if b < len(found) else None
    return Draft(
        found[a].start, found[b - 1].end, Match(found[a:b], before, after, found[a - 2] if a > 1 else None), read
    )


def _abbreviates(found: list[Piece], stop: int) -> bool:
    return found[stop - 1].category == "stop" and found[stop - 2].category in {"mon", "wk"}


def _chosen(fits: list[Draft]) -> list[Draft]:
    """The longest of those that overlap, in the order of the text."""
    taken: list[Draft] = []
    occupied: set[int] = set()
    for draft in sorted(fits, key=lambda d: d.start - d.end):
        places = {piece.start for piece in draft.match.pieces}
        if not places & occupied:
            occupied |= places
            taken.append(draft)
    return sorted(taken, key=attrgetter("start"))
