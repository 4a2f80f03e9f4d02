"""Where the verb of a statement stands, in which sentence, and which other statements tell the same."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from worker.contract.facts import Span, Statement
from worker.extraction.document import Document
from worker.extraction.found import Found


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


def sentence_of(document: Document, statement: Statement) -> Sequence[Token]:
    """The tokens of the sentence that holds a statement; none where the evidence lies outside what was analysed."""
    tokens = document.tokens(statement.evidence[0].start, statement.evidence[0].end)
    return list(tokens[0].sent) if tokens is not None and len(tokens) else []


def same_event(found: Found, main: Statement) -> Iterator[Statement]:
    """The main statement, then those with the same relation and subject."""
    yield main
    ids = set(main.subject.entities)
    for statement in found.statements:
        if statement.id != main.id and statement.relation == main.relation and ids & set(statement.subject.entities):
            yield statement


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= offset < s.end for s in spans)
