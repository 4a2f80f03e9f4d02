"""When it happened."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from worker.contract.facts import Answer, Statement, Time
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.lexicon import closed
from worker.extraction.main_event.verbs import same_event, sentence_of, words_of

TIME_PREPS, JOINING = closed("time-prepositions"), closed("joining")
# Words before a time that say from when or till when something else holds.
EDGES = closed("edges")
# How far from publication an event that is news may lie.
NEWS = timedelta(days=14)
# Values that tell no day: a length, a repetition, "now", "recently".
DAYLESS = frozenset(["PRESENT_REF", "PAST_REF"])
# A part of a day that names no day: "the morning", "midnight"; "this morning", "7 pm" and "Monday night" name one.
DAYTIME = re.compile(
    r"(?:the |at )?(?:early |late )?(?:morning|afternoon|evening|night|midnight|noon|dawn|dusk)", re.IGNORECASE
)
# Code points behind the main statement in which a time may still be its own.
NEAR = 1500


def when(document: Document, found: Found, main: Statement) -> Answer | None:
    """The time of the statement or of another that tells the same, else of its sentence, else when it was said, else the first news time."""
    by_id = {t.id: t for t in found.times}
    told = by_id.get(main.attribution.time or "") if main.attribution is not None else None
    vague: list[Time] = []
    for statement in same_event(found, main):
        times = [by_id[i] for i in _ids(statement) if i in by_id]
        dated = [t for t in times if t.type in {"DATE", "TIME"} and t.value not in DAYLESS]
        if dated:
            return _joined(document, dated)
        vague += times
    beside = next(_beside(document, found, main), None)
    if beside is not None:
        return _timed(document, beside)
    near = [told] if told is not None else _news(document, found, main)
    chosen = [*near, *sorted(vague, key=lambda t: t.type == "DURATION")]
    return _timed(document, chosen[0]) if chosen else None


def _ids(statement: Statement) -> tuple[str, ...]:
    return (statement.time,) if isinstance(statement.time, str) else statement.time or ()


def _beside(document: Document, found: Found, main: Statement) -> Iterator[Time]:
    """Times of other clauses in the same sentence that are past where the event is: "killed when a dam burst on Monday"."""
    sentence = sentence_of(document, main)
    if sentence is None:
        return
    start, end = sentence.places(sentence.first, sentence.end - 1)
    here = {
        i for s in found.statements if s.tense == main.tense and start <= s.evidence[0].start < end for i in _ids(s)
    }
    for time in found.times:
        if start <= time.start < end and time.id in here and _is_news(time, found.published):
            yield time


def _news(document: Document, found: Found, main: Statement) -> list[Time]:
    """Times about the day of publication that no other event to come has taken, the likeliest first."""
    ahead = (s for s in found.statements if s.tense == "future" and main.tense == "past")
    elsewhere = {i for s in ahead for i in _ids(s)}
    times = (t for t in found.times if _is_news(t, found.published) and t.id not in elsewhere)
    free = [t for t in times if not EDGES & set(document.text[max(0, t.start - 12) : t.start].lower().split()[-1:])]
    spoken = [q.content for q in found.quotes if q.quote_marks]
    dateline = document.dateline

    def rank(time: Time) -> tuple[bool, bool, bool, bool, int]:
        filed = dateline is not None and dateline.start <= time.start < dateline.end
        quoted = any(s.start <= time.start < s.end for s in spoken)
        far = time.start > main.evidence[0].start + NEAR
        return far, filed, quoted, bool(DAYTIME.fullmatch(time.text)), time.start

    return sorted(free, key=rank)


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
        if len(between) <= 1 and JOINING.issuperset(between) and times[1].start > times[0].end:
            span = document.between(first.evidence[0].start, times[1].end)
            return Answer(text=span.text, evidence=(span,), value=times[1].value)
    return first


def _timed(document: Document, time: Time) -> Answer:
    start = time.start
    owner = document.text[time.end : time.end + 2] in {"'s", "’s"}
    words = words_of(document, start, time.end)
    if words is not None and words.first > 0 and not owner:
        before, columns = words.first - 1, words.columns
        if columns.lowers[before] in TIME_PREPS and columns.ends[before] >= columns.starts[words.first] - 1:
            start, _ = words.places(before, before)
    span = document.between(start, time.end)
    return Answer(text=span.text, evidence=(span,), value=time.value)
