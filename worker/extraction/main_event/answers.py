"""The answers: short phrases of the text, each with the characters that give it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from spacy.tokens import Token

from worker.contract.facts import Answer, Argument, Span, Statement, Time
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.choose import LEXICONS, stems
from worker.extraction.main_event.verbs import find_verb

PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this"])
PLACES = frozenset(["GPE", "LOC", "FAC"])
PLACE_PREPS = frozenset(["in", "at", "near", "outside", "inside", "on", "across"])
TIME_PREPS = frozenset(
    ["on", "in", "at", "by", "since", "until", "before", "after", "during", "around", "about", "over"]
)
# How far from publication an event that is news may lie.
NEWS = timedelta(days=14)
LONG_SUBJECT = 90


def who(document: Document, found: Found, main: Statement) -> Answer | None:
    """The agent, or the one it happened to where no agent is named; a name rather than a pronoun."""
    argument = main.subject if main.subject.span is not None else main.object
    if argument is None or argument.span is None:
        return None
    if argument.text.lower() in PRONOUNS or len(argument.text) > LONG_SUBJECT:
        return _named(document, found, argument) or _answer(argument)
    return _answer(argument)


def _answer(argument: Argument) -> Answer | None:
    span = argument.span
    return None if span is None else Answer(text=span.text, evidence=(span,), entities=argument.entities)


def _named(document: Document, found: Found, argument: Argument) -> Answer | None:
    for entity in found.entities:
        if entity.id in argument.entities:
            name = next((m for m in entity.mentions if m.kind == "name"), None)
            if name is not None:
                span = document.between(name.start, name.end)
                return Answer(text=span.text, evidence=(span,), entities=(entity.id,))
    return None


def what(document: Document, main: Statement) -> Answer | None:
    """The verb with its auxiliaries, to the end of the object."""
    verb = find_verb(document, main)
    if verb is None:
        return _answer(main.object) if main.object else None
    start, end = document.start(_group_start(verb)), document.end(verb)
    target = main.object.span if main.object is not None else None
    if target is not None and target.start > start:
        end = target.end
    elif target is None or main.voice == "passive":
        end = _to_complement(document, verb, end, main)
    span = document.between(start, end)
    return Answer(text=span.text, evidence=(span,))


def _group_start(verb: Token) -> Token:
    first = verb
    while first.i > 0 and first.nbor(-1).dep_ in {"aux", "auxpass", "neg", "advmod"} and first.nbor(-1).head == verb:
        first = first.nbor(-1)
    return first


def _to_complement(document: Document, verb: Token, end: int, main: Statement) -> int:
    """Without an object: to the end of the first phrase behind the verb."""
    for child in verb.rights:
        if (
            child.dep_ in {"prep", "prt", "acomp", "agent", "oprd", "advmod"}
            and document.start(child) < main.evidence[0].end
        ):
            return min(document.end(child.right_edge), main.evidence[0].end)
    return end


def when(document: Document, found: Found, main: Statement) -> Answer | None:
    """The time of the statement, else of another that tells the same, else the first news time of the lead."""
    by_id = {t.id: t for t in found.times}
    for statement in _same(found, main):
        ids = (statement.time,) if isinstance(statement.time, str) else statement.time or ()
        times = [by_id[i] for i in ids if i in by_id]
        if times:
            return _timed(document, times[0])
    start = main.evidence[0].start
    near = sorted(
        (t for t in found.times if _is_news(t, found.published)), key=lambda t: (t.start > start + 1500, t.start)
    )
    return _timed(document, near[0]) if near else None


def _same(found: Found, main: Statement) -> Iterator[Statement]:
    yield main
    ids = set(main.subject.entities)
    for statement in found.statements:
        if statement.id != main.id and statement.relation == main.relation and ids & set(statement.subject.entities):
            yield statement


def _is_news(time: Time, published: date | None) -> bool:
    if time.type not in {"DATE", "TIME"}:
        return False
    try:
        day = date.fromisoformat(time.value[:10])
    except ValueError:
        return False
    return published is None or abs(day - published) <= NEWS


def _timed(document: Document, time: Time) -> Answer:
    start = time.start
    tokens = document.tokens(max(0, start - 12), time.end)
    before = [t for t in tokens if document.end(t) <= start] if tokens is not None else []
    if before and before[-1].lower_ in TIME_PREPS and document.end(before[-1]) >= start - 1:
        start = document.start(before[-1])
    span = document.between(start, time.end)
    return Answer(text=span.text, evidence=(span,), value=time.value)


def where(document: Document, found: Found, main: Statement) -> Answer | None:
    """The place of the statement, else of another that tells the same, else the place the title or the lead puts it."""
    for statement in _same(found, main):
        if statement.place is not None and statement.place.span is not None:
            return _with_prep(document, statement.place.span, statement.place.entities)
    title = stems(found.head.title or "")
    places = [(m, e) for e in found.entities if e.type in PLACES for m in e.mentions if m.kind == "name"]
    places.sort(key=lambda pair: (not stems(pair[0].text) <= title, not _stands_in(document, pair[0]), pair[0].start))
    if places and (stems(places[0][0].text) <= title or _stands_in(document, places[0][0])):
        mention, entity = places[0]
        return _with_prep(document, document.between(mention.start, mention.end), (entity.id,))
    return None


def _stands_in(document: Document, span: Span) -> bool:
    before = document.text[max(0, span.start - 12) : span.start].lower().split()
    return bool(before) and (
        before[-1] in PLACE_PREPS or (before[-1] == "the" and len(before) > 1 and before[-2] in PLACE_PREPS)
    )


def _with_prep(document: Document, span: Span, entities: tuple[str, ...]) -> Answer:
    before = document.text[max(0, span.start - 12) : span.start]
    word = before.split()[-1] if before.split() else ""
    start = span.start - len(before) + before.rfind(word) if word.lower() in PLACE_PREPS else span.start
    whole = document.between(start, span.end)
    return Answer(text=whole.text, evidence=(whole,), entities=entities)


@cache
def _reasons() -> tuple[str, ...]:
    lines = (LEXICONS / "reasons.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def why(document: Document, main: Statement) -> Answer | None:
    """The cause that the sentence gives, else the purpose of the statement."""
    sentence = _sentence(document, main)
    order = _reasons()
    leads = [
        t
        for t in sentence
        if t.lower_ in order
        and t.dep_ in {"mark", "prep", "pcomp", "amod", "acomp", "advmod"}
        and document.start(t) >= main.evidence[0].start
    ]
    for word in sorted(leads, key=lambda t: (order.index(t.lower_), t.i))[:1]:
        top = word.head if word.dep_ == "mark" else word
        return _clause(document, word, top)
    if main.purpose:
        start = document.text.find(main.purpose, main.evidence[0].start)
        if start >= 0:
            span = document.between(start, start + len(main.purpose))
            return Answer(text=span.text, evidence=(span,))
    return None


def how(document: Document, main: Statement) -> Answer | None:
    """The way it was done: "by" and a gerund, where the text has one."""
    for token in _sentence(document, main):
        if token.lower_ == "by" and any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in token.rights):
            return _clause(document, token, token)
    return None


def _sentence(document: Document, main: Statement) -> Sequence[Token]:
    tokens = document.tokens(main.evidence[0].start, main.evidence[0].end)
    return list(tokens[0].sent) if tokens is not None and len(tokens) else []


def _clause(document: Document, first: Token, top: Token) -> Answer:
    last = top.right_edge
    while last.i > first.i and last.is_punct:
        last = last.nbor(-1)
    span = document.between(document.start(first), document.end(last))
    return Answer(text=span.text, evidence=(span,))
