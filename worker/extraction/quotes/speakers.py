"""Who speaks: the entity whose mention is the head of the speaker's phrase, or none."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from worker.contract.facts import Mention, Span, SpeakerResolution
from worker.extraction.document import Document
from worker.extraction.entities import lexicon as names
from worker.extraction.found import Found, Places
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.phrases import child, noun_phrase, subject_of, trimmed

RESOLUTIONS: dict[str, SpeakerResolution] = {
    "name": "explicit",
    "appositive": "explicit",
    "nominal": "nominal",
    "pronoun": "pronoun",
}
NAMES = frozenset(["name", "appositive"])
# Things that hold no opinion.
MUTE = frozenset(["EVENT", "LAW"])


class Speaker(NamedTuple):
    """The entity, or none, with the words that name it and how they were resolved."""

    entity: str | None
    mention: Span
    resolution: SpeakerResolution


class Speakers:
    """Looks up who a noun stands for."""

    def __init__(self, document: Document, found: Found) -> None:
        self._document = document
        self._types = {e.id: e.type for e in found.entities}
        self._places: Places[tuple[str, Mention]] = Places(
            (m.start, m.end, (e.id, m)) for e in found.entities for m in e.mentions
        )

        self._roles: Places[tuple[str, str, Span]] = Places(
            (span.start, span.end, (e.id, role.title, span))
            for e in found.entities
            for role in e.roles
            for span in role.evidence
        )

    def of(self, noun: Token) -> Speaker:
        """The speaker that a noun is the head of."""
        if _shared(noun):
            last = max((c.right_edge.i for c in noun.children if c.dep_ == "conj"), default=noun.i)
            return Speaker(None, self._document.span(trimmed(noun.doc, noun.left_edge.i, last)), "none")
        apposed = list(_apposed(noun))
        if apposed and (firm := _based(noun)) is not None:
            hit = self._mention(firm)
            whole = self._document.span(trimmed(noun.doc, noun.left_edge.i, firm.i))
            return Speaker(hit[0], whole, RESOLUTIONS[hit[1].kind]) if hit else Speaker(None, whole, "none")
        for token in self._naming(noun, apposed):
            hit = self._mention(token)
            if hit is not None:
                named = noun if token.dep_ in {"poss", "pobj", "compound"} else token
                return Speaker(hit[0], self._document.span(noun_phrase(named)), RESOLUTIONS[hit[1].kind])
        return self._by_role(noun) or Speaker(None, self._document.span(noun_phrase(noun)), "none")

    def _naming(self, noun: Token, apposed: Sequence[Token]) -> Iterator[Token]:
        """The words that may name whom a noun stands for, the surest first: "the manager, Doe," is Doe."""
        if apposed and (hit := self._mention(noun)) is not None and hit[1].kind == "nominal":
            yield from (token for token in apposed if (named := self._mention(token)) and named[1].kind in NAMES)
        if noun.is_upper and noun.lower_ in names.words("post_nominals.txt"):
            yield from (c for c in noun.lefts if c.i == noun.i - 1 and self._is_person(c))
        yield noun
        yield from apposed
        yield from _behind(noun)

    def _by_role(self, noun: Token) -> Speaker | None:
        """The holder of the role that a noun heads: "Russia's envoy to the talks in Vienna, Jane Doe"."""
        start = self._document.start(noun)
        for ident, title, evidence in self._roles.covering(start, start + len(noun)):
            if noun.lower_ in title.lower().split() and noun.left_edge.i <= noun.i:
                return Speaker(ident, evidence, "explicit")
        return None

    def entity_at(self, noun: Token) -> str | None:
        """The entity that a noun is the head of, or None."""
        hit = self._mention(noun)
        return hit[0] if hit is not None else None

    def _is_person(self, token: Token) -> bool:
        """Whether a token is of a person's name: "Jane Doe MP", no "a Conservative MP"."""
        hit = self._mention(token)
        return hit is not None and self._types[hit[0]] == "PERSON"

    def _mention(self, token: Token) -> tuple[str, Mention] | None:
        start = self._document.start(token)
        for ident, mention in self._places.covering(start, start + len(token)):
            if self._types[ident] not in MUTE and not (self._types[ident] == "NORP" and _is_one(token)):
                return ident, mention
        return None


def _apposed(noun: Token) -> Iterator[Token]:
    """What stands in apposition to a noun, and to that in turn: "the owner, the businessman Khalid Doe"."""
    apposed = child(noun, "appos")
    while apposed is not None:
        yield apposed
        apposed = child(apposed, "appos")


def _based(noun: Token) -> Token | None:
    """The company that the parse takes for an apposition to its town: "The San Jose, California-based company"."""
    for apposed in noun.children:
        if apposed.dep_ == "appos" and any(c.lower_ == "based" for c in apposed.lefts):
            return apposed
    return None


def _is_one(noun: Token) -> bool:
    """Whether a people's name stands for one person: "the German said"."""
    return (
        noun.tag_ in {"NN", "NNP"} and child(noun, "det") is not None and not noun.lower_.endswith(("ese", "sh", "ch"))
    )


def _shared(noun: Token) -> bool:
    """Whether two speak as one: "Lindqvist and Haddad said"."""
    joined = child(noun, "conj") if noun.dep_ == "nsubj" else None
    return joined is not None and joined.pos_ in {"PROPN", "NOUN", "PRON"}


def _behind(noun: Token) -> Iterator[Token]:
    """Who speaks through a written source: its owner, whom it comes from, who gives it out."""
    if noun.lower_ not in words("media"):
        return
    owner = child(noun, "poss", "compound")
    if owner is not None:
        yield owner
    for prep in noun.children:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in words("of_whom"):
            yield from (c for c in prep.children if c.dep_ == "pobj")
    if noun.dep_ == "dobj":
        giver = subject_of(noun.head)
        if giver is not None:
            yield giver
