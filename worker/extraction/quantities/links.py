"""What a quantity is tied to: the place of its clause, who did it, who says it, as of when."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from worker.contract.facts import Quantity, Quote, Statement, Time
from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Found, Places
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.ties import PLACES, Ties

DATING = frozenset(["DATE", "TIME"])
TAKING = frozenset(["npadvmod", "advmod", "prep"])

NEAR = 40
# A toll is as of who tells it, not as of the blast behind it: "killed 41 people on Monday, officials said on Tuesday".
BEFALLEN = frozenset(["deaths", "injured", "missing", "arrested", "displaced"])
AT = re.compile(r"\s(?:(?:in|on|at|as\sof)\s)?", re.IGNORECASE)


class Tied(NamedTuple):
    """Ids, each null where the text does not say."""

    where: str | None
    agent: str | None
    source: str | None
    as_of: str | None


class Links:
    """Look-ups over what was found before."""

    def __init__(self, document: Document, found: Found) -> None:
        self._document = document
        self._found = found
        self._types = {entity.id: entity.type for entity in found.entities}
        names = sorted([(m.start, m.end) for e in found.entities for m in e.mentions if m.kind == "name"])
        self._names = [start for start, _ in names]
        self._reached = list(accumulate([end for _, end in names], max))
        self._closing = {m.end: e.id for e in found.entities for m in e.mentions}
        self._quotes: Places[Quote] = Places((q.content.start, q.content.end, q) for q in found.quotes)
        self._dates: dict[int, list[Time]] = {}
        self._times = found.times
        self._starts = [time.start for time in found.times]

    def in_name(self, start: int, end: int, draft: Draft) -> bool:
        """Whether a number is part of a name."""
        if draft.number.sign is not None or draft.unit_kind != "count":
            return False
        before = bisect_right(self._names, start)
        return before > 0 and self._reached[before - 1] >= end

    def ties(self, paragraph: Paragraph, clause: Clause) -> Ties:
        """The ties of one paragraph."""
        return Ties(paragraph.start, clause, self._found, self._types, self._closing)

    def read(self, draft: Draft, ties: Ties) -> Tied:
        """The ties of one quantity; a part has those of its whole."""
        start, end = ties.shift + draft.number.start, ties.shift + draft.end
        quote = self._quote(start, ties.shift + draft.number.end)
        source = quote.speaker if quote else None
        whole = draft.within or draft
        i = whole.noun.head if whole.noun else ties.clause.at(whole.number.start)
        verb = ties.clause.verb_over(i)
        if verb is None:
            return Tied(None, None, source, self._said_at(quote))
        behind = self._behind(end) if draft.past or draft.kind not in BEFALLEN else None
        as_of = behind if draft.past else behind or self._said_at(quote) or self._when(ties, verb, start)
        if as_of is not None and draft.earlier is not None and as_of == self._behind(ties.shift + draft.earlier.end):
            as_of = None  # the Sunday of "rose to 26 from 11 on Sunday"
        agent = ties.agent(verb, i) if draft.unit_kind != "age" else None
        return Tied(ties.where(verb, i), agent, source, as_of)

    def _quote(self, start: int, end: int) -> Quote | None:
        covering = self._quotes.covering(start, end)
        return next((q for q in reversed(covering) if q.speaker), covering[-1] if covering else None)

    def _said_at(self, quote: Quote | None) -> str | None:
        if quote is None:
            return None
        if quote.time is not None or quote.cue is None:
            return quote.time
        for time in self._inside(quote.cue.start - NEAR, quote.cue.end + NEAR):
            if time.type in DATING and self._is_said(quote.cue.start, time.start):
                return time.id
        return None

    def _is_said(self, cue: int, time: int) -> bool:
        """Whether the cue is the verb over a time."""
        paragraph = self._document.paragraph_at(cue)
        if paragraph is None or not paragraph.start <= time < paragraph.end:
            return False
        clause = Clause(paragraph, ())
        return clause.verb_over(clause.at(time - paragraph.start)) == clause.at(cue - paragraph.start)

    def _inside(self, start: int, end: int) -> Iterator[Time]:
        """The times that lie wholly between two offsets, in the order of the text."""
        for i in range(bisect_left(self._starts, start), len(self._times)):
            if self._times[i].start >= end:
                return
            if self._times[i].end <= end:
                yield self._times[i]

    def _behind(self, end: int) -> str | None:
        """The time right behind: "up from 43 a day earlier", "from 1.1 billion in 2022"."""
        time = next(self._inside(end, end + NEAR), None)
        dated = time is not None and time.type == "DATE" and AT.fullmatch(self._document.text, end, time.start)
        return time.id if time is not None and dated else None

    def _when(self, ties: Ties, verb: int, at: int) -> str | None:
        """The time that the verb itself takes; one deeper down dates something else, one round the number is it."""
        key = ties.start(verb)
        if key not in self._dates:
            self._dates[key] = list(self._taken(ties, verb))
        return next((time.id for time in self._dates[key] if not time.start <= at < time.end), None)

    def _taken(self, ties: Ties, verb: int) -> Iterator[Time]:
        for kid in ties.columns.kids[verb]:
            if ties.columns.deps[kid] in TAKING:
                for time in self._inside(*ties.reach(kid)):
                    if time.type in DATING and ties.takes(kid, time):
                        yield time


def link_statements(document: Document, found: Found) -> tuple[Quantity, ...]:
    """The quantities with ``statement`` filled: the shortest statement whose evidence holds the quantity.

    Args:
        document: the text (unused; every finder takes it).
        found: quantities and statements.
    """
    del document
    placed: Places[Statement] = Places((e.start, e.end, s) for s in found.statements for e in s.evidence)
    types = {entity.id: entity.type for entity in found.entities}
    return tuple(_linked(q, placed, types) for q in found.quantities)


def _linked(quantity: Quantity, placed: Places[Statement], types: Mapping[str, str]) -> Quantity:
    covering = placed.covering(quantity.start, quantity.end)
    if not covering:
        return quantity
    statement = covering[-1]
    update: dict[str, str] = {"statement": statement.id}
    if quantity.where is None and statement.place is not None:
        place = next((i for i in statement.place.entities if types.get(i) in PLACES), None)
        if place is not None:
            update["where"] = place
    return quantity.model_copy(update=update)
