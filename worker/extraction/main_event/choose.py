"""Which statement the article is about: the one that the title announces and the lead tells."""

import re
from functools import cache
from importlib.resources import files

from worker.contract.facts import Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.verbs import find_verb

WORD = re.compile(r"\w+")
LEXICONS = files("worker.extraction.main_event") / "lexicons"
# Code points over which the weight of a statement's place falls to a third: about the lead and the paragraph after it.
LEAD = 500
STEM = 5
# How many of the best are looked at for their place in the sentence, and what standing as its main clause weighs.
SHORTLIST = 8
MAIN_CLAUSE = 0.8


@cache
def stopwords() -> frozenset[str]:
    """Function words, lower case."""
    lines = (LEXICONS / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut to their first letters so that "negotiated" meets "negotiates"."""
    return frozenset(w[:STEM] for w in WORD.findall(text.lower()) if w not in stopwords())


def choose(document: Document, found: Found) -> tuple[Statement, float] | None:
    """The statement that tells the news, and how much speaks for it (0 to 1)."""
    announced = stems(found.head.title or "")
    candidates = [s for s in found.statements if s.kind == "event" and s.polarity]
    if not candidates:
        return None
    weighed = sorted(((_weight(s, announced), -s.evidence[0].start, s) for s in candidates), key=lambda w: w[:2])
    best = max(weighed[-SHORTLIST:], key=lambda w: (w[0] + MAIN_CLAUSE * _is_main(document, w[2]), w[1]))
    return best[2], min(1.0, max(0.0, best[0] / 4))


def _is_main(document: Document, statement: Statement) -> bool:
    """Whether the statement is the main clause of its sentence, or what a main clause reports."""
    verb = find_verb(document, statement)
    for _ in range(3):
        if verb is None or verb.dep_ == "ROOT":
            return verb is not None
        if verb.dep_ not in {"conj", "ccomp", "xcomp"}:
            return False
        verb = verb.head
    return False


def _weight(statement: Statement, announced: frozenset[str]) -> float:
    span = statement.evidence[0]
    said = stems(span.text)
    common = len(said & announced)
    weight = 4.0 * common / (len(said) + len(announced)) if common else 0.0
    weight += LEAD / (LEAD + span.start)
    weight += 0.6 * statement.core
    weight += 0.5 * bool(stems(statement.relation) & announced)
    weight += 0.4 * bool(stems(statement.subject.text) & announced)
    weight -= 0.3 * (statement.relation == "be") + 0.3 * (statement.attribution is not None)
    weight -= 0.4 * (statement.object is None) + 0.5 * (statement.modality in {"conditional", "questioned", "believed"})
    return weight
