"""Which statement the article is about: the one that the title announces and the lead tells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from worker.contract.facts import Span, Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.lexicon import stopwords
from worker.extraction.main_event.verbs import find_verb

WORD = re.compile(r"\w+")
# Code points over which the weight of a statement's place falls to a third: about the lead and the paragraph after it.
LEAD = 500
STEM = 5
# How many of the best are looked at for their place in the sentence, and what standing as its main clause weighs.
SHORTLIST = 8
MAIN_CLAUSE = 0.8
DEEPEST = 3
CONTENT = frozenset(["ccomp", "xcomp"])
# What being the event of the lead weighs; where the lead is looked for, in paragraphs and tokens.
# Less, where the title does not speak of it: pages open with other things than the news.
LEAD_EVENT, HINT, ANNOUNCED = 1.2, 0.5, 0.5
LEAD_PARAGRAPHS, SHORTEST_LEAD = 5, 6
LONGEST_HEADLINE = 200
# Shares of right events, with title, lead and place in the sentence all for it and with less; docs/facts/main-event.md has the table.
FULL_WEIGHT = 4.0
SURE, DOUBTFUL, UNSURE = 0.7, 0.4, 0.3
STOPS = (".", "…", "…”", "!", "?", '."', ".”", '?"', "?”", '!"', "!”", ".'", ".’")


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut to their first letters so that "negotiated" meets "negotiates"."""
    idle = stopwords()
    return frozenset([w[:STEM] for w in WORD.findall(text.lower()) if w not in idle])


def choose(document: Document, found: Found) -> tuple[Statement, float] | None:
    """The statement that tells the news, and how often one that so much speaks for is right (0 to 1)."""
    headline = "" if found.head.title else _headline(document)
    announced = stems(found.head.title or headline)
    candidates = [s for s in found.statements if s.kind == "event"]
    if not candidates:
        return None
    lead = _lead(document)
    told = _lead_event(document, lead, candidates) if lead is not None else None
    if headline and told is not None:
        candidates = [s for s in candidates if s.evidence[0].start >= document.paragraphs[0].end] or candidates
    kept = lead is not None and told is not None and told.core
    bonus = LEAD_EVENT if lead is not None and kept and _announces(document, found, announced, lead) else HINT
    weighed = sorted(
        ((_weight(s, announced) + bonus * (s is told), -s.evidence[0].start, s) for s in candidates),
        key=lambda w: w[:2],
    )
    best = max(weighed[-SHORTLIST:], key=lambda w: (w[0] + MAIN_CLAUSE * _is_main(document, w[2]), w[1]))
    return best[2], _confidence(best[0])


def _confidence(weight: float) -> float:
    """The share of events weighed like it whose who and what were both right on Giveme5W1H's development half."""
    return SURE if weight >= FULL_WEIGHT else UNSURE + (DOUBTFUL - UNSURE) * max(0.0, weight) / FULL_WEIGHT


def _headline(document: Document) -> str:
    """The first paragraph where it is a headline that the page did not give as its title: one without a full stop."""
    text = document.text[: document.paragraphs[0].end].strip() if document.paragraphs else ""
    return "" if text.endswith(STOPS) or len(text) > LONGEST_HEADLINE else text


def _lead(document: Document) -> Span | None:
    """The first sentence that ends like one, at the head of the text."""
    for paragraph in document.paragraphs[:LEAD_PARAGRAPHS]:
        columns = paragraph.columns
        for first, end in pairwise([*columns.sentences, len(columns.starts)]):
            start, stop = columns.starts[first], columns.ends[end - 1]
            if end - first >= SHORTEST_LEAD and paragraph.text[start:stop].rstrip().endswith(STOPS):
                return document.between(paragraph.start + start, paragraph.start + stop)
    return None


def _announces(document: Document, found: Found, announced: frozenset[str], lead: Span) -> bool:
    """Whether the title speaks of the lead, or there is none; a title inside the text tells the news by itself."""
    title = found.head.title
    if title is None:
        return True
    opened = document.text[: len(title)] == title
    return not opened and len(announced & stems(lead.text)) >= ANNOUNCED * len(announced)


def _lead_event(document: Document, lead: Span, candidates: Sequence[Statement]) -> Statement | None:
    """What the lead's main clause says, or where that one only reports, what it reports."""
    told = (s for s in candidates if s.modality != "requested" or s.subject.span is not None)
    inside = [s for s in told if s.evidence[0].start < lead.end and s.evidence[0].end > lead.start]
    placed = [(depth, s.evidence[0].start, s) for s in inside if (depth := _depth(document, s, CONTENT)) is not None]
    return min(placed, key=lambda p: p[:2])[2] if placed else None


def _is_main(document: Document, statement: Statement) -> bool:
    """Whether the statement is the main clause of its sentence, or what a main clause reports."""
    return _depth(document, statement, CONTENT | {"conj"}) is not None


def _depth(document: Document, statement: Statement, arcs: frozenset[str]) -> int | None:
    """How many of the arcs lead from the head of the sentence to the statement; None where others or more do."""
    found = find_verb(document, statement)
    if found is None:
        return None
    words, verb = found
    for depth in range(DEEPEST):
        if words.columns.deps[verb] == "ROOT":
            return depth
        if words.columns.deps[verb] not in arcs:
            return None
        verb = words.columns.heads[verb]
    return None


def _weight(statement: Statement, announced: frozenset[str]) -> float:
    span = statement.evidence[0]
    weight = LEAD / (LEAD + span.start) + 0.6 * statement.core
    if announced:
        said = stems(span.text)
        weight += 4.0 * len(said & announced) / (len(said) + len(announced))
        weight += 0.5 * bool(stems(statement.relation) & announced)
        weight += 0.4 * bool(stems(statement.subject.text) & announced)
    weight -= 0.3 * (statement.relation == "be") + 0.3 * (statement.attribution is not None)
    weight -= 0.4 * (statement.object is None) + 0.5 * (statement.modality in {"conditional", "questioned", "believed"})
    return weight
