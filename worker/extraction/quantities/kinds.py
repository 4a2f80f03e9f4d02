"""Deaths, injured, missing, arrested, displaced: from the verb that governs people counted, or the noun itself."""

import re

from spacy.tokens import Token

from worker.contract.facts import QuantityKind
from worker.extraction.quantities.clause import Clause, verb_over
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import casualties, words

PEOPLE = words("people.txt")

OBJECTS = frozenset(["dobj", "nsubjpass", "obj"])
TOLL = {"toll": "deaths", "death": "deaths"}


def read_kind(draft: Draft, clause: Clause) -> None:
    """Fill the kind of a count, and the unit "person" where casualties stand without a noun."""
    if draft.kind != "count" or draft.unit_kind != "count":
        return
    token = draft.noun.head if draft.noun else clause.at(draft.number.end - 1)
    if token is None:
        return
    if draft.bare and (told := _told(clause.text, draft.start)):
        draft.kind, draft.unit = told, "person"
        return
    kind = _of_noun(draft, token) or _of_adjective(draft, clause)
    if kind is None and (draft.bare or _human(draft, token)):
        kind = _of_verb(token) or (_toll(token) if draft.bare else None)
    if kind is None:
        return
    draft.kind = kind
    if draft.bare or draft.unit in {"other", "more", "dead", "missing", "injured", "wounded", "hurt"}:
        draft.unit = "person"


def _human(draft: Draft, token: Token) -> bool:
    unit = draft.unit.partition(" per ")[0]
    return unit in PEOPLE or token.tag_ == "NNPS" or unit.endswith(("er", "or", "ist", "man"))


def _of_noun(draft: Draft, token: Token) -> QuantityKind | None:
    return casualties().get(("noun", token.lemma_)) if draft.noun else None


def _of_adjective(draft: Draft, clause: Clause) -> QuantityKind | None:
    """12 dead, 30 missing, 40 people injured."""
    after = clause.after(draft.end)
    if after is None:
        return None
    shape = after.lower_
    return casualties().get(("adjective", shape)) or (
        casualties().get(("object", after.lemma_)) if after.tag_ in {"VBN", "VBD"} and draft.bare else None
    )


def _of_verb(token: Token) -> QuantityKind | None:
    if beside := _beside(token):
        return beside
    top = token
    while (
        top.dep_ in {"nummod", "conj", "appos", "pobj", "prep", "quantmod", "compound"}
        and top.head.i != top.i
        and not top.head.tag_.startswith("VB")
    ):
        top = top.head
    verb = verb_over(top.head)
    if verb is None:
        return None
    if top.dep_ in OBJECTS or (top.dep_ == "conj" and verb.tag_ == "VBN"):
        return casualties().get(("object", verb.lemma_))
    if top.dep_ == "nsubj":
        return (
            casualties().get(("subject", verb.lemma_))
            or casualties().get(("adjective", verb.lower_))
            or _complement(verb)
        )
    return None


def _beside(token: Token) -> QuantityKind | None:
    """39 people killed; 12 were among the dead; the deaths of 39 migrants."""
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and (kind := casualties().get(("object", child.lemma_))):
            return kind
    if token.dep_ in {"nsubj", "attr"} and (among := _among(token.head)):
        return among
    governed = token.dep_ == "pobj" and token.head.lower_ == "of"
    return casualties().get(("noun", token.head.head.lemma_)) if governed else None


def _complement(verb: Token) -> QuantityKind | None:
    """12 people were missing, are dead."""
    for child in verb.children:
        if child.dep_ in {"acomp", "attr", "oprd"}:
            return casualties().get(("adjective", child.lower_))
    # the small model reads "were injured" as active now and then
    return casualties().get(("object", verb.lemma_)) if any(c.dep_ == "auxpass" for c in verb.children) else None


TOLLS = re.compile(r"\b(?:(?P<toll>death\stoll|toll)|number\sof\s(?:\w+\s){0,2}?(?P<what>dead|deaths|fatalities|killed|injured|wounded|"
                   r"missing|arrests|arrested|detained|displaced|injuries))\b[^.;]{0,90}$", re.IGNORECASE)  # fmt: skip


def _told(text: str, start: int) -> QuantityKind | None:
    """The death toll rose to 41; the number of injured stood at 30."""
    match = TOLLS.search(text[max(0, start - 150) : start])
    if match is None:
        return None
    if match.group("toll"):
        return "deaths"
    return casualties().get(("told", match.group("what").lower()))


def _among(verb: Token) -> QuantityKind | None:
    """Two children were among the dead."""
    for child in verb.children:
        if child.lower_ == "among":
            for below in child.children:
                kind = casualties().get(("noun", below.lower_)) or casualties().get(("adjective", below.lower_))
                if kind:
                    return kind
    return None


def _toll(token: Token) -> QuantityKind | None:
    """The death toll rose to 232."""
    verb = verb_over(token)
    if verb is None or token.i < verb.i:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lemma_ == "toll":
        return "deaths"
    return None
