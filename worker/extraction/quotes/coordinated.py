"""Reporting verbs in a row: where the next one, joined by "and", ends what the first reports, and who speaks then.

"Police said A, and the court said B" are two reports by the second subject. Without one ("said A and said B") the verb
may go on with the report or belong to what is reported; a comma, the same verb, another tense than that of the verb
before it, or a pronoun for the speaker tell that the report goes on.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from worker.extraction.quotes.drafts import Cue
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.phrases import SUBJECTS, child

FINITE = frozenset(["VBD", "VBZ", "VBP"])
PRESENT = frozenset(["VBZ", "VBP"])
BEFORE_VERB = frozenset(["aux", "advmod", "neg", "npadvmod"])


def regroup(cues: Sequence[Cue]) -> None:
    """End clauses before the reporting verb that goes on after them; the cues of a paragraph in the order of the text."""
    for i, outer in enumerate(cues):
        clause = outer.complement
        if clause is None or clause.i < outer.token.i:
            continue
        end = outer.token.right_edge.i
        for inner in cues[i + 1 :]:
            if inner.token.i > end:
                break
            joint = _joint(outer, inner, clause)
            if joint is not None:
                outer.last = joint - 1
                break


def _joint(outer: Cue, inner: Cue, clause: Token) -> int | None:
    """The word that joins a second report to a first one; sets who speaks where the second has no subject."""
    verb = inner.token
    own = child(verb, *SUBJECTS)
    first = own.left_edge.i if own is not None else min([c.i for c in verb.lefts if c.dep_ in BEFORE_VERB] + [verb.i])
    if (
        first <= clause.i
        or verb.doc[first - 1].dep_ != "cc"
        or not _goes_with(outer.token, verb)
        or not _reports(inner)
    ):
        return None
    comma = verb.doc[first - 2].text == ","
    if own is not None:
        return first - 1 if comma or own.pos_ != "PRON" else None
    if not _belongs(verb, clause):
        return None
    if not comma and not _tells(outer, verb, clause):
        if outer.subject is not None and outer.subject.lower_ in words("media"):
            # "The suit alleged that Acme lied and said it hid records": the suit or Acme, nothing tells.
            inner.subject = None
        return None
    inner.subject = outer.subject
    return first - 1


def _goes_with(outer: Token, inner: Token) -> bool:
    """Whether two verbs are of one tense, as those of one narrator are."""
    if inner.tag_ not in FINITE or any(c.dep_ == "aux" for c in inner.lefts):
        return False
    return outer.tag_ not in FINITE or outer.tag_ == inner.tag_ or {outer.tag_, inner.tag_} <= PRESENT


def _reports(cue: Cue) -> bool:
    asks = "act" in cue.uses and child(cue.token, "xcomp") is not None
    return cue.complement is not None or asks or "name" in cue.uses


def _belongs(verb: Token, clause: Token) -> bool:
    """Whether the parse joins a verb to the clause that is reported."""
    node = verb
    while node.dep_ == "conj":
        node = node.head
    # "was disappointed and called on them": the verb hangs on the adjective.
    return node != verb and (node == clause or (node.head == clause and node.dep_ in {"acomp", "attr"}))


def _tells(outer: Cue, verb: Token, clause: Token) -> bool:
    """Whether a verb without a subject of its own shows that it is the reporter's."""
    subject = child(clause, *SUBJECTS)
    himself = subject is not None and subject.tag_ == "PRP" and subject.lower_ not in words("selves")
    return verb.lemma_ == outer.token.lemma_ or himself or _tense(verb.head) != verb.tag_


def _tense(verb: Token) -> str:
    """The tag that tells a verb's tense: its auxiliary's, "have" and modals apart."""
    for word in verb.lefts:
        if word.dep_ in {"aux", "auxpass"}:
            return "perfect" if word.lemma_ == "have" else word.tag_
    return verb.tag_
