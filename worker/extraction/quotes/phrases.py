"""Noun phrases and clauses as stretches of tokens: where a speaker's name or a reported clause begins and ends."""

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from worker.extraction.quotes.lexicon import words

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
AFTER = frozenset(
    ["relcl", "case", "acl", "appos", "advcl", "punct", "cc", "conj", "advmod", "ccomp", "npadvmod", "parataxis"]
)

# Marks that belong to what they stand at the end of.
OPENING, CLOSING = frozenset(["“", '"', "‘"]), frozenset(["”", '"', "’", "…"])


def child(token: Token, *deps: str) -> Token | None:
    """The first child that hangs by one of these arcs."""
    for below in token.children:
        if below.dep_ in deps:
            return below
    return None


def noun_phrase(noun: Token) -> Tokens:
    """A noun with its own words: no relative clause, no apposition, no conjunct."""
    doc, last = noun.doc, noun.i
    for word in noun.rights:
        if word.dep_ in AFTER:
            break
        last = word.right_edge.i
    first = noun.left_edge.i
    while first < noun.i and ((word := doc[first]).is_punct or word.dep_ in {"cc", "advmod"}):
        first += 1
    return trimmed(doc, first, last)


def trimmed(doc: Doc, first: int, last: int) -> Tokens:
    """A stretch (both ends included) without the marks and blanks at its ends."""
    while first < last and _is_mark(doc[first], OPENING):
        first += 1
    while last > first and _is_mark(doc[last], CLOSING):
        last -= 1
    return Tokens(doc, first, last + 1)


def _is_mark(token: Token, kept: frozenset[str]) -> bool:
    """Whether a token is a blank, or a mark other than those that are kept."""
    return token.is_space or (token.is_punct and token.text not in kept)


def subject_of(verb: Token) -> Token | None:
    """Who does what a verb says: its own subject, or the one that it shares with the verb above it."""
    node = verb
    for _ in range(6):
        own = child(node, *SUBJECTS)
        if own is not None:
            return _antecedent(own, node)
        if node.dep_ in {"acl", "relcl"}:
            return node.head
        if node.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"} or node.head == node:
            return None
        if node.dep_ == "ccomp" and node.tag_ != "VBG":
            return None
        node = node.head
        if node.pos_ in {"NOUN", "PROPN", "PRON"}:
            return node
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    return verb.head if subject.lower_ in words("relative") and verb.dep_ == "relcl" else subject
