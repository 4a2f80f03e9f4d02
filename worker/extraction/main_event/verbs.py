"""Where the verb of a statement stands."""

from collections.abc import Sequence

from spacy.tokens import Token

from worker.contract.facts import Span, Statement
from worker.extraction.document import Document


def find_verb(document: Document, statement: Statement) -> Token | None:
    """The token that the statement's relation begins with, or None where the evidence holds no such word."""
    evidence = statement.evidence[0]
    tokens = document.tokens(evidence.start, evidence.end)
    if tokens is None:
        return None
    taken = [a.span for a in (statement.subject, statement.object) if a is not None and a.span is not None]
    lemma = statement.relation.split()[0]
    hits = [t for t in tokens if t.lemma_ == lemma and not _inside(document.start(t), taken)]
    target = statement.object.span if statement.object is not None else None
    before = [t for t in hits if target is None or document.start(t) < target.start]
    if before and statement.voice == "active":
        return before[-1]
    return hits[0] if hits else None


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= offset < s.end for s in spans)
