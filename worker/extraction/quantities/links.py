"""What a quantity is tied to: the place of its clause, who did it, who says it, as of when."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Token

from worker.contract.facts import Quantity, Quote, Statement, Time
from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Found, Places
from worker.extraction.quantities.clause import Clause, verb_over
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed

PLACING = closed("placing")

PLACES = frozenset(["GPE", "LOC", "FAC"])

NEAR = 40
# Verbs that are joined share their place so far back.
CONJUNCTS = 4
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
        self._names = Places((m.start, m.end, e.type) for e in found.entities for m in e.mentions if m.kind == "name")
        self._quotes: Places[Quote] = Places((q.content.start, q.content.end, q) for q in found.quotes)
        self._dates: dict[int, list[Time]] = {}
        self._times: Places[Time] = Places((t.start, t.end, t) for t in found.times)

    def in_name(self, start: int, end: int, draft: Draft) -> bool:
        """Whether a number is part of a name."""
        return draft.number.sign is None and bool(self._names.covering(start, end)) and draft.unit_kind == "count"

    def read(self, draft: Draft, paragraph: Paragraph, clause: Clause) -> Tied:
        """The ties of one quantity; a part has those of its whole."""
        quote = self._quote(paragraph.start + draft.number.start, paragraph.start + draft.number.end)
        source = quote.speaker if quote else None
        whole = draft.within or draft
        token = whole.noun.head if whole.noun else clause.at(whole.number.start)
        verb = verb_over(token) if token is not None else None
        if token is None or verb is None:
            return Tied(None, None, source, self._said_at(quote))
        start, end = paragraph.start + draft.number.start, paragraph.start + draft.end
        behind = self._behind(end) if draft.past or draft.kind not in BEFALLEN else None
        as_of = behind if draft.past else behind or self._said_at(quote) or self._when(verb, start)
        return Tied(self._where(verb, token), self._agent(verb, token), source, as_of)

    def _quote(self, start: int, end: int) -> Quote | None:
        covering = self._quotes.covering(start, end)
        return next((q for q in reversed(covering) if q.speaker), covering[-1] if covering else None)

    def _said_at(self, quote: Quote | None) -> str | None:
        if quote is None:
            return None
        if quote.time is not None:
            return quote.time
        if quote.cue is None:
            return None
        near = self._times.inside(quote.cue.start - 40, quote.cue.end + 40)
        for time in near:
            token = self._token(time.start)
            cue = self._token(quote.cue.start)
            if token is not None and cue is not None and verb_over(token) == cue and time.type in {"DATE", "TIME"}:
                return time.id
        return None

    def _token(self, offset: int) -> Token | None:
        span = self._document.tokens(offset, offset + 1)
        return span[0] if span is not None and len(span) else None

    def _behind(self, end: int) -> str | None:
        """The time right behind: "up from 43 a day earlier", "from 1.1 billion in 2022"."""
        near = self._times.inside(end, end + NEAR)
        dated = near and near[0].type == "DATE" and AT.fullmatch(self._document.text[end : near[0].start])
        return near[0].id if dated else None

    def _when(self, verb: Token, at: int) -> str | None:
        """The time that the verb itself takes; one deeper down dates something else, one round the number is it."""
        start = self._document.start(verb)
        if start not in self._dates:
            self._dates[start] = list(self._taken(verb))
        return next((time.id for time in self._dates[start] if not time.start <= at < time.end), None)

    def _taken(self, verb: Token) -> Iterator[Time]:
        for child in verb.children:
            if child.dep_ in {"npadvmod", "advmod", "prep"}:
                for time in self._times.inside(*self._reach(child)):
                    if time.type in {"DATE", "TIME"} and self._takes(child, time):
                        yield time

    def _takes(self, child: Token, time: Time) -> bool:
        tokens = self._document.tokens(time.start, time.end)
        root = tokens.root if tokens is not None and len(tokens) else None
        return root is not None and child in {root, root.head}

    def _reach(self, token: Token) -> tuple[int, int]:
        document = self._document
        return document.start(token.doc[token.left_edge.i]), document.end(token.doc[token.right_edge.i])

    def _where(self, verb: Token, token: Token) -> str | None:
        for _ in range(CONJUNCTS):
            place = self._placed(verb, token)
            if place is not None or verb.dep_ != "conj" or not verb.head.tag_.startswith("VB") or verb.head.i == verb.i:
                return place
            verb = token = verb.head
        return None

    def _placed(self, verb: Token, token: Token) -> str | None:
        events = (c for c in verb.children if c.dep_ == "nsubj" and self._first(c) is None)
        for holder in (verb, token, *(c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), *events):
            for child in holder.children:
                if child.dep_ == "prep" and child.lower_ in PLACING:
                    place = self._place(child)
                    if place is not None:
                        return place
        return None

    def _place(self, prep: Token) -> str | None:
        for child in prep.children:
            if child.dep_ == "pobj":
                document = self._document
                ids = self._found.entity_ids((document.start(child.doc[child.left_edge.i]), document.end(child)))
                return next((i for i in ids if self._types.get(i) in PLACES), None)
        return None

    def _agent(self, verb: Token, token: Token) -> str | None:
        if not _under(token, verb, {"dobj"}):
            return next((self._first(c) for c in verb.children if c.dep_ == "agent"), None)
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return self._first(subject) if subject is not None else None

    def _first(self, token: Token) -> str | None:
        """The entity that a noun itself names; "the flood at Port Varda" is no place."""
        document = self._document
        ids = self._found.entity_ids((document.start(token.doc[token.left_edge.i]), document.end(token)))
        return ids[0] if len(ids) == 1 else None


# Heads between a number and its verb; deeper parses are wrong ones.
DEEPEST = 10


def _under(token: Token, verb: Token, deps: set[str]) -> bool:
    steps = 0
    while token.head.i not in {verb.i, token.i} and steps < DEEPEST:
        token = token.head
        steps += 1
    return token.head.i == verb.i and token.dep_ in deps


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
