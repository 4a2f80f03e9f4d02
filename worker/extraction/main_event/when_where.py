"""When and where it happened."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from worker.contract.facts import Answer, Entity, Mention, Span, Statement, Time
from worker.extraction.document import Document
from worker.extraction.entities.lexicon import countries
from worker.extraction.found import Found
from worker.extraction.main_event.choose import LEAD, stems

PLACES = frozenset(["GPE", "LOC", "FAC"])
PLACE_PREPS = frozenset(["in", "at", "near", "outside", "inside", "on", "across", "off", "along"])
REGIONS = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
        "inner",
        "north",
        "south",
        "east",
        "west",
    ]
)
TIME_PREPS = frozenset(
    ["on", "in", "at", "by", "since", "until", "before", "after", "during", "around", "about", "over"]
)
# How far from publication an event that is news may lie.
NEWS = timedelta(days=14)
# A country says less about where than a town in it.
COUNTRY = 0.6
DATELINE = re.compile(
    r"(?P<place>\b[A-Z][A-Z'. ]{2,30}[A-Z])(?:, [A-Z][\w. ]{2,20})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?:,? \d{4})? ?(?:\([^()\n]{2,24}\) ?)?(?:--|[-–—]) "
)
# Code points in which a dateline is looked for.
HEAD = 600


def when(document: Document, found: Found, main: Statement) -> Answer | None:
    """The time of the statement, else of another that tells the same, else the first news time of the lead."""
    by_id = {t.id: t for t in found.times}
    for statement in _same(found, main):
        times = [by_id[i] for i in _ids(statement) if i in by_id]
        times.sort(key=lambda t: t.type == "DURATION")
        if times:
            return _joined(document, times)
    told = by_id.get(main.attribution.time or "") if main.attribution is not None else None
    if told is not None:
        return _timed(document, told)
    start = main.evidence[0].start
    ahead = (s for s in found.statements if s.tense == "future" and main.tense == "past")
    elsewhere = {i for s in ahead for i in _ids(s)}
    news = (t for t in found.times if _is_news(t, found.published))
    near = sorted(news, key=lambda t: (t.id in elsewhere, t.start > start + 1500, t.start))
    return _timed(document, near[0]) if near else None


def _ids(statement: Statement) -> tuple[str, ...]:
    return (statement.time,) if isinstance(statement.time, str) else statement.time or ()


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


def _joined(document: Document, times: list[Time]) -> Answer:
    """The first time, with the day that the next words give it: "before dawn on Tuesday"."""
    first = _timed(document, times[0])
    if len(times) > 1:
        between = document.text[times[0].end : times[1].start].split()
        if len(between) <= 1 and set(between) <= {"on", "in", "of", ","} and times[1].start > times[0].end:
            span = document.between(first.evidence[0].start, times[1].end)
            return Answer(text=span.text, evidence=(span,), value=times[1].value)
    return first


def _timed(document: Document, time: Time) -> Answer:
    start = time.start
    tokens = document.tokens(max(0, start - 12), time.end)
    before = [t for t in tokens if document.end(t) <= start] if tokens is not None else []
    owner = document.text[time.end : time.end + 2] in {"'s", "’s"}
    if not owner and before and before[-1].lower_ in TIME_PREPS and document.end(before[-1]) >= start - 1:
        start = document.start(before[-1])
    span = document.between(start, time.end)
    return Answer(text=span.text, evidence=(span,), value=time.value)


def where(document: Document, found: Found, main: Statement) -> Answer | None:
    """The place of the statement, else of another that tells the same, else the place the title or the lead puts it."""
    for statement in _same(found, main):
        if statement.place is not None and statement.place.span is not None:
            return _with_prep(document, statement.place.span, statement.place.entities)
    return _dateline(document, found) or _likeliest(document, found)


def _dateline(document: Document, found: Found) -> Answer | None:
    """The place that opens the report: "MANILA, Nov. 6 (Agency) -"."""
    match = DATELINE.search(document.text, 0, HEAD)
    if match is None:
        return None
    span = document.between(*match.span("place"))
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
    while before and before[-1] in REGIONS:
        before.pop()
    return bool(before) and (
        before[-1] in PLACE_PREPS or (before[-1] == "the" and len(before) > 1 and before[-2] in PLACE_PREPS)
    )


def _with_prep(document: Document, span: Span, entities: tuple[str, ...]) -> Answer:
    before = document.text[max(0, span.start - 12) : span.start]
    word = before.split()[-1] if before.split() else ""
    start = span.start - len(before) + before.rfind(word) if word.lower() in PLACE_PREPS else span.start
    whole = document.between(start, span.end)
    return Answer(text=whole.text, evidence=(whole,), entities=entities)
