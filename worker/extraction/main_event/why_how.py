"""Why and how it happened, where the text says so in the same sentence."""

from functools import cache

from spacy.tokens import Token

from worker.contract.facts import Answer, Statement
from worker.extraction.document import Document
from worker.extraction.main_event.choose import LEXICONS
from worker.extraction.main_event.verbs import sentence_of


@cache
def _reasons() -> tuple[str, ...]:
    lines = (LEXICONS / "reasons.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def why(document: Document, main: Statement) -> Answer | None:
    """The cause that the sentence gives, else the purpose of the statement."""
    sentence = sentence_of(document, main)
    order = _reasons()
    leads = [
        t
        for t in sentence
        if t.lower_ in order
        and t.dep_ in {"mark", "prep", "pcomp", "amod", "acomp", "advmod"}
        and document.start(t) >= main.evidence[0].start
        and _gives_reason(t)
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


def _gives_reason(word: Token) -> bool:
    """Whether the word leads to a cause: not "as three adults", not "over 18 months"."""
    if word.dep_ != "prep" or word.lower_ not in {"as", "over", "since"}:
        return True
    timed = any(c.dep_ == "pobj" and (c.ent_type_ in {"DATE", "TIME"} or c.like_num) for c in word.rights)
    return word.lower_ == "over" and not timed


def how(document: Document, main: Statement) -> Answer | None:
    """The way it was done: "by" and a gerund, where the text has one."""
    for token in sentence_of(document, main):
        if token.lower_ == "by" and any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in token.rights):
            return _clause(document, token, token)
    return None


def _clause(document: Document, first: Token, top: Token) -> Answer:
    last = top.right_edge
    while last.i > first.i and last.is_punct:
        last = last.nbor(-1)
    span = document.between(document.start(first), document.end(last))
    return Answer(text=span.text, evidence=(span,))
