"""``find_quantities``: every number with what it counts or measures."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from worker.contract.facts import Quantity, Span, Time
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
from worker.extraction.quantities.moves import read_moves
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
        drafts, clause = _paragraph(paragraph, found.times, links)
        numbers = {id(draft): len(quantities) + 1 + i for i, draft in enumerate(drafts)}
        for draft in drafts:
            part_of = numbers.get(id(draft.within)) if draft.within else None
            span = document.between(paragraph.start + draft.start, paragraph.start + draft.end)
            tied = links.read(draft, paragraph, clause)
            quantities.append(_quantity(draft, numbers[id(draft)], part_of, span, tied))
    return settle_shared(quantities, document.text)


def _paragraph(paragraph: Paragraph, times: Sequence[Time], links: Links) -> tuple[list[Draft], Clause]:
    text = paragraph.text
    clause = Clause(paragraph.doc, text, paragraph.columns)
    shift = paragraph.start
    here = times[bisect_left(times, shift, key=_start) : bisect_left(times, paragraph.end, key=_start)]
    drafts = [
        d
        for d in read_paragraph(text, clause, here, shift)
        if not links.in_name(shift + d.number.start, shift + d.number.end, d)
    ]
    drafts = add_single(text, add_lengths(join_lengths(drafts, here, shift), here, shift, text), clause)
    read_ages(text, drafts, clause)
    for draft in drafts:
        read_magnitude(text, draft)
        read_populace(text, draft, clause)
    read_moves(text, drafts)
    read_changes(text, drafts, clause)
    stops = frozenset(time.start - shift for time in here)
    for draft in drafts:
        read_kind(draft, clause)
        read_share(text, draft, clause, stops)
    fill_nouns(text, drafts, clause)
    read_parts(text, drafts)
    return drafts, clause


# Beyond this a whole float is not exact, and as an integer would show digits that nobody wrote.
EXACT = 1e18


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def _quantity(draft: Draft, number: int, part_of: int | None, span: Span, place: Tied) -> Quantity:
    return Quantity(
        id=f"n{number}", start=span.start, end=span.end, text=span.text,
        value=_number(draft.value), min=_number(draft.min), max=_number(draft.max), approx=draft.approx,
        change=draft.change, previous=_number(draft.previous), unit=draft.unit, unit_kind=draft.unit_kind,
        iso=draft.iso, kind=draft.kind, what=draft.noun.words if draft.noun else draft.what,
        where=place.where, agent=place.agent, source=place.source, as_of=place.as_of,
        part_of=f"n{part_of}" if part_of else None, confidence=draft.confidence,
    )  # fmt: skip
