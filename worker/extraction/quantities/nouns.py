"""What a number counts: "36 league games", "thousands of rockets", "two of the 12"."""

import re
from typing import NamedTuple

from spacy.tokens import Token

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.lexicon import closed, plurals

COLLECTIVE = closed("collective")
PASSED_OVER = closed("passed_over")
FURTHERING = closed("furthering")

MODIFYING = frozenset(["JJ", "JJR", "JJS", "VBN", "NN", "NNP", "NNS", "NNPS", "VBG", "HYPH", "RB", "RBS", "RBR"])
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
PLURAL = frozenset(["NNS", "NNPS"])
# Nouns put together with one that has no "s": "fishermen", "grandchildren".
COMPOUND = re.compile(r"(.+?)(people|children|women|men)")
LONGEST = 7


class Counted(NamedTuple):
    """The noun counted: its token, the first token of its phrase."""

    head: Token
    first: Token

    @property
    def words(self) -> str:
        """The phrase as it stands."""
        return str(self.head.doc[self.first.i : self.head.i + 1].text)

    @property
    def unit(self) -> str:
        """The noun in the singular."""
        return singular(self.head)


def singular(token: Token) -> str:
    """A noun in the singular, in small letters unless it is a name."""
    lower = token.lower_
    if lower in plurals():
        return plurals()[lower]
    if token.tag_ in PLURAL and (match := COMPOUND.fullmatch(lower)):
        return match.group(1) + plurals()[match.group(2)]
    if token.tag_ == "NNPS":
        return token.text.removesuffix("s")
    if token.tag_ == "NNP":
        return token.text
    return token.lemma_


def counted(clause: Clause, end: int, value: float | None, stops: frozenset[int] = frozenset()) -> Counted | None:
    """The noun after a number that ends at an offset, or None.

    A singular noun before another one is itself the unit where the number is not one: "12 page document".
    ``stops`` are offsets at which something else begins ("two points last year").
    """
    token = clause.after(end)
    if token is None:
        return None
    if token.lower_ == "of" and token.i + 1 < len(token.doc):
        token = token.doc[token.i + 1]
        while token.lower_ in PASSED_OVER and token.i + 1 < len(token.doc):
            token = token.doc[token.i + 1]
        chosen = _run(token, value, stops)
        return None if chosen is not None and _owns(chosen.head) else chosen
    return _run(token, value, stops)


def _run(first: Token, value: float | None, stops: frozenset[int]) -> Counted | None:
    if first.tag_ == "HYPH":
        return None
    first = _past_more(first)
    head = _head(first, stops)
    if head is None or head.sent.start != first.sent.start or head.tag_ == "NNP":
        return None
    if value not in {1, None} and head.tag_ not in PLURAL and head.lower_ not in COLLECTIVE and first.tag_ == "NN":
        head = first
    return Counted(head, first)


def _owns(head: Token) -> bool:
    """The company of "1,200 of the company's jobs" is not what is counted."""
    return head.i + 1 < len(head.doc) and head.nbor(1).tag_ == "POS"


def _past_more(first: Token) -> Token:
    """Behind the "more" of "two more people"."""
    more = first.lower_ in FURTHERING
    return first.nbor(1) if more and first.i + 1 < len(first.doc) and first.nbor(1).tag_ in MODIFYING else first


def _head(first: Token, stops: frozenset[int]) -> Token | None:
    """The last noun of the run of words that begins with ``first``."""
    head = None
    for token in first.doc[first.i : first.i + LONGEST]:
        conjunction = (
            token.tag_ == "CC" and token.lower_ == "and" and token.i > first.i and token.nbor(-1).tag_ in {"JJ", "NNP"}
        )
        if (token.tag_ not in MODIFYING and not conjunction) or token.idx in stops:
            break
        if head is not None and (token.tag_ in {"VBN", "VBG", "RB"} or (token.tag_ == "NNP" and head.tag_ != "NNP")):
            break
        if token.tag_ == "HYPH" and token.nbor(-1).whitespace_:
            break
        if token.tag_ in NOUNS and token.text[-1].isalpha():
            head = token
        if token.tag_ in PLURAL or token.lower_ in COLLECTIVE:
            break
    return head
