"""``find_quantities``: every number with what it counts or measures."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from worker.contract.facts import Quantity, Time
from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Found
from worker.extraction.quantities.ages import read_ages
from worker.extraction.quantities.changes import read_changes
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.ellipsis import fill_nouns
from worker.extraction.quantities.kinds import read_kind
from worker.extraction.quantities.lengths import add_lengths, join_lengths
from worker.extraction.quantities.links import Links, Tied
from worker.extraction.quantities.magnitudes import read_magnitude
from worker.extraction.quantities.measured import read_measured
from worker.extraction.quantities.moves import read_moves, share_unit
from worker.extraction.quantities.parts import add_single, read_parts
from worker.extraction.quantities.populace import read_populace
from worker.extraction.quantities.read import read_paragraph
from worker.extraction.quantities.shared_money import settle_shared
from worker.extraction.quantities.shares import read_share

_start = attrgetter("start")


def find_quantities(document: Document, found: Found) -> tuple[Quantity, ...]:
    """The quantities of a document, in the order of the text, as ``n1``, ``n2`` and so on.

    Args:
        document: the text.
        found: times (numbers inside dates are none), entities (places, agents) and quotes (sources) are read.

    Returns:
        Quantities whose spans take the modifier in ("at least 41 people"); statements are linked later.
    """
    links = Links(document, found)
    quantities: list[Quantity] = []
    for paragraph in document.paragraphs:
        clause = Clause(paragraph, _inside(paragraph, found.times))
        drafts = _drafts(clause, paragraph.start, links)
        ties = links.ties(paragraph, clause)
        numbers = {id(draft): f"n{len(quantities) + i}" for i, draft in enumerate(drafts, 1)}
        for draft in drafts:
            part_of = numbers.get(id(draft.within))
            start, end = paragraph.start + draft.start, paragraph.start + draft.end
            place = start, end, document.text[start:end]
            quantities.append(_quantity(draft, numbers[id(draft)], part_of, place, links.read(draft, ties)))
    return settle_shared(quantities, document.text)


def _inside(paragraph: Paragraph, times: Sequence[Time]) -> Sequence[Time]:
    return times[bisect_left(times, paragraph.start, key=_start) : bisect_left(times, paragraph.end, key=_start)]


def _drafts(clause: Clause, shift: int, links: Links) -> list[Draft]:
    """The quantities of a paragraph that begins at ``shift``."""
    text = clause.text
    drafts = [
        d for d in read_paragraph(text, clause) if not links.in_name(shift + d.number.start, shift + d.number.end, d)
    ]
    drafts = add_single(text, add_lengths(join_lengths(drafts, clause.times), clause.times, text), clause)
    read_ages(text, drafts, clause)
    for draft in drafts:
        read_magnitude(text, draft)
        read_populace(text, draft, clause)
    read_moves(text, drafts)
    read_changes(text, drafts, clause)
    for draft in drafts:
        read_kind(draft, clause)
        read_share(text, draft, clause)
    for draft in drafts:
        if draft.earlier is not None:
            share_unit(draft.earlier, draft)
    fill_nouns(text, drafts, clause)
    for draft in drafts:
        read_measured(draft, clause)
    read_parts(text, drafts)
    return drafts


# Beyond this a whole float is not exact, and as an integer would show digits that nobody wrote.
EXACT = 1e18


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def _quantity(draft: Draft, number: str, part_of: str | None, place: tuple[int, int, str], ties: Tied) -> Quantity:
    start, end, text = place
    return Quantity(
        id=number, start=start, end=end, text=text,
        value=_number(draft.value), min=_number(draft.min), max=_number(draft.max), approx=draft.approx,
        change=draft.change, previous=_number(draft.previous), unit=draft.unit, unit_kind=draft.unit_kind,
        iso=draft.iso, kind=draft.kind, what=draft.noun.words if draft.noun else draft.what,
        where=ties.where, agent=ties.agent, source=ties.source, as_of=ties.as_of,
        part_of=part_of, confidence=draft.confidence,
    )  # fmt: skip
