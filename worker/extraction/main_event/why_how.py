"""Why and how it happened, where the text says so in the same sentence."""

from collections.abc import Sequence

from spacy.tokens import Token

from worker.contract.facts import Answer, Statement
from worker.extraction.document import Document
from worker.extraction.main_event.lexicon import closed, reasons
from worker.extraction.main_event.verbs import sentence_of

LEADING = frozenset({"mark", "prep", "pcomp", "amod", "acomp", "advmod"})
DOUBTFUL, STATES, MODALS, REQUITING = map(closed, ("doubtful", "states", "modals", "requiting"))
GROUNDS, GROUND_PREPOSITIONS = closed("grounds"), closed("ground-prepositions")
# How far above "for" the verb may stand that it belongs to: "sentenced to nine years for taking bribes".
REACH = 4


def why(document: Document, main: Statement) -> Answer | None:
    """The cause that the sentence gives, else what somebody is requited for, else the purpose of the statement."""
    start = main.evidence[0].start
    sentence = [t for t in sentence_of(document, main) if document.start(t) >= start]
    word = _cause(sentence) or _ground(sentence)
    if word is not None:
        return _clause(document, word, word.head if word.dep_ == "mark" else word)
    if main.purpose:
        start = document.text.find(main.purpose, start)
        if start >= 0:
            span = document.between(start, start + len(main.purpose))
            return Answer(text=span.text, evidence=(span,))
    return None


def _cause(sentence: Sequence[Token]) -> Token | None:
    """The word that leads to a cause, the plainest first: "because" before "after"."""
    order = reasons()
    leads = [t for t in sentence if t.lower_ in order and t.dep_ in LEADING and _gives_reason(t)]
    return min(leads, key=lambda t: (order.index(t.lower_), t.i), default=None)


def _gives_reason(word: Token) -> bool:
    """Whether the word leads to a cause: not "as three adults", not "over 18 months", not "as night fell"."""
    if word.dep_ == "mark" and word.lower_ in DOUBTFUL:
        return _is_state(word.head)
    if word.dep_ != "prep" or word.lower_ not in DOUBTFUL | {"over"}:
        return True
    timed = any(c.dep_ == "pobj" and (c.ent_type_ in {"DATE", "TIME"} or c.like_num) for c in word.rights)
    return word.lower_ == "over" and not timed


def _is_state(verb: Token) -> bool:
    """Whether a clause tells what holds, or what does not happen, rather than what happens meanwhile."""
    told = any(child.dep_ == "neg" or child.lower_ in MODALS for child in verb.children)
    return told or verb.lemma_ in STATES


def _ground(sentence: Sequence[Token]) -> Token | None:
    """What a deed is requited for ("jailed for taking bribes"), or "on suspicion of" and the like."""
    for token in sentence:
        if token.dep_ != "prep":
            continue
        if token.lower_ == "for" and _is_deed(token) and _requites(token):
            return token
        noun = next((c for c in token.rights if c.dep_ == "pobj"), None)
        if token.lower_ in GROUND_PREPOSITIONS and noun is not None and noun.lower_ in GROUNDS and _goes_on(noun):
            return token
    return None


def _is_deed(word: Token) -> bool:
    return any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in word.rights)


def _requites(word: Token) -> bool:
    above = word.head
    for _ in range(REACH):
        if above.lemma_ in REQUITING:
            return True
        above = above.head
    return False


def _goes_on(noun: Token) -> bool:
    """Whether the noun says of what: "on suspicion of murder", "in response to the strike"."""
    return any(c.dep_ in {"prep", "acl"} for c in noun.rights)


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
