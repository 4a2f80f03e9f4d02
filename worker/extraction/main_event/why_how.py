"""Why and how it happened, where the text says so in the same sentence."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from worker.contract.facts import Answer, Statement
from worker.extraction.document import Document
from worker.extraction.main_event.choose import LEXICONS


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
