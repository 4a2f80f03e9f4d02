"""Where it happened."""

import re

from worker.contract.facts import Answer, Entity, Mention, Span, Statement
from worker.extraction.document import Document
from worker.extraction.entities.lexicon import countries
from worker.extraction.found import Found
from worker.extraction.main_event.choose import LEAD, stems
from worker.extraction.main_event.lexicon import closed
from worker.extraction.main_event.verbs import find_verb, same_event, words_of

PLACES = frozenset(["GPE", "LOC", "FAC"])
PLACE_PREPS, REGIONS, HITTING = map(closed, ("place-prepositions", "regions", "hitting"))
# What a place is called before its name: "in the city of Mazar".
TOWNS = closed("towns")
# A country says less about where than a town in it.
COUNTRY = 0.6
# The rest of a name that was found in part: "Mazar" of "Mazar-i-Sharif".
HYPHENATED = re.compile(r"(?:-\w+)+")
# How deep a place may lie below a verb.
DEPTH = 12
# Code points from the start in which a place stands out.
HEAD = 600


def where(document: Document, found: Found, main: Statement) -> Answer | None:
    """The place of the statement, else of another that tells the same, else the place the title or the lead puts it."""
    for statement in same_event(found, main):
        if statement.place is not None and statement.place.span is not None:
            return _with_prep(document, statement.place.span, statement.place.entities)
    return (
        _struck(document, found, main)
        or _inside(document, found, main)
        or _dateline(document, found)
        or _likeliest(document, found)
    )


def _struck(document: Document, found: Found, main: Statement) -> Answer | None:
    """The place that was hit: "An earthquake struck the province of Alto Rios"."""
    target, found_verb = main.object, find_verb(document, main)
    if target is None or target.span is None or found_verb is None:
        return None
    words, verb = found_verb
    if words.columns.lemmas[verb] not in HITTING:
        return None
    start, end = target.span.start, target.span.end
    inside = (
        (mention.start, mention, entity)
        for entity in found.entities
        if entity.type in PLACES
        for mention in entity.mentions
        if mention.kind == "name" and start <= mention.start < end
    )
    first = min(inside, key=lambda hit: hit[0], default=None)
    return Answer(text=target.span.text, evidence=(target.span,), entities=(first[2].id,)) if first else None


def _inside(document: Document, found: Found, main: Statement) -> Answer | None:
    """The place that the words of the statement name, a country last: "An explosion outside a hotel in Mazar has killed two"."""
    span = main.evidence[0]
    places = [(m, e) for e in found.entities if e.type in PLACES for m in e.mentions if m.kind == "name"]
    here = [(m, e) for m, e in places if span.start <= m.start and m.end <= span.end and _stands_in(document, m)]
    best = min(here, key=lambda pair: (pair[1].name in countries(), pair[0].start), default=None)
    if best is None:
        return None
    mention, entity = best
    return _with_prep(document, document.between(mention.start, mention.end), (entity.id,))


def _of_somebody(document: Document, span: Span) -> bool:
    """Whether a place is only where somebody in the sentence did something else: "a man who stole a car in Faro was jailed"."""
    words = words_of(document, span.start, span.end)
    if words is None:
        return False
    columns, i = words.columns, words.first
    for _ in range(DEPTH):
        if columns.heads[i] == i:
            return False
        i = columns.heads[i]
        if columns.deps[i] == "relcl" and any(columns.lowers[kid] == "who" for kid in columns.kids[i] if kid < i):
            return True
    return False


def _dateline(document: Document, found: Found) -> Answer | None:
    """The place that opens the report: "MANILA, Nov. 6 (Agency) -"."""
    if document.dateline is None or document.dateline.place is None:
        return None
    span = document.between(*document.dateline.place)
    return Answer(text=span.text, evidence=(span,), entities=found.entity_ids(span))


def _likeliest(document: Document, found: Found) -> Answer | None:
    """The place that the title, the lead and the count of mentions speak for, a country last; None without a hint."""
    title = stems(found.head.title or "")
    best: tuple[float, int, Mention, Entity] | None = None
    for entity in found.entities:
        names = [m for m in entity.mentions if m.kind == "name"] if entity.type in PLACES else []
        if not names:
            continue
        told = [m for m in names if m.start < HEAD and _stands_in(document, m)]
        titled = any(stems(m.text) and stems(m.text) <= title for m in names)
        if not told and not titled:
            continue
        first = (told or names)[0]
        weight = titled + LEAD / (LEAD + first.start) + min(len(names), 5) / 10 - COUNTRY * (entity.name in countries())
        if best is None or (weight, -first.start) > best[:2]:
            best = weight, -first.start, first, entity
    if best is None:
        return None
    _, _, mention, entity = best
    return _with_prep(document, document.between(mention.start, mention.end), (entity.id,))


def _stands_in(document: Document, span: Span) -> bool:
    before = document.text[max(0, span.start - 24) : span.start].lower().split()
    while before and (before[-1] in REGIONS or (before[-1] == "of" and before[-2:-1] and before[-2] in TOWNS)):
        del before[-2 if before[-1] == "of" else -1 :]
    placed = bool(before) and (
        before[-1] in PLACE_PREPS or (before[-1] == "the" and len(before) > 1 and before[-2] in PLACE_PREPS)
    )
    return placed and not _of_somebody(document, span)


def _with_prep(document: Document, span: Span, entities: tuple[str, ...]) -> Answer:
    before = document.text[max(0, span.start - 12) : span.start]
    word = before.split()[-1] if before.split() else ""
    start = span.start - len(before) + before.rfind(word) if word.lower() in PLACE_PREPS else span.start
    rest = HYPHENATED.match(document.text, span.end)
    whole = document.between(start, rest.end() if rest else span.end)
    return Answer(text=whole.text, evidence=(whole,), entities=entities)
