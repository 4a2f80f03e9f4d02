"""Whether the verb over a time looks back or ahead."""

from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.times.context import FIXTURE

PAST_TAGS = frozenset(["VBD", "VBN"])
FUTURE_MODALS = frozenset(["will", "shall", "'ll", "’ll", "wo"])
# Verbs whose present or passive form speaks of what is to come.
AHEAD = frozenset(["expect", "schedule", "plan", "set", "due", "slate", "hope", "intend", "aim", "await", "prepare"])
# Verbs whose plain present, in a whole sentence, tells a fixture: "City play United on Sunday.".
FIXTURES = frozenset(["play", "host", "visit", "face", "meet", "travel", "return", "resume", "reconvene", "convene"])
# What a day has once it is over: "Monday's closing price", "Friday's attack".
OVER = frozenset(
    ["close", "price", "session", "finish", "attack", "blast", "explosion", "killing", "crash", "shooting", "defeat",
     "victory", "win", "loss", "quake", "earthquake", "storm", "fire", "arrest", "resignation", "ruling", "raid"]
)  # fmt: skip
STEPS = 12
# Arcs by which a time hangs on its own verb, and not on a noun below it.
ADJUNCTS = frozenset(
    ["npadvmod", "prep", "pobj", "advmod", "tmod", "compound", "nummod", "amod", "det", "nmod", "pcomp"]
)
SAYING = frozenset(["say", "tell", "report", "write", "note", "show", "have"])


def direction(document: Document, offset: int) -> int:
    """-1 when the verb that governs the time at an offset is past, 1 when it is future, FIXTURE when present, 0 when it says nothing."""
    paragraph = document.paragraph_at(offset)
    span = (
        paragraph.doc.char_span(offset - paragraph.start, offset - paragraph.start + 1, alignment_mode="expand")
        if paragraph
        else None
    )
    if span is None or not len(span):
        return 0
    token, own = span[0], True
    if token.dep_ == "poss" and token.head.lemma_ in OVER:
        return -1
    for _ in range(STEPS):
        if own and _is_fixture(token):
            return FIXTURE
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            said = _tense(token)
            if said:
                return said
        if token.head.i == token.i:
            return 0
        own = own and token.dep_ in ADJUNCTS
        token = token.head
    return 0


def _is_fixture(verb: Token) -> bool:
    """The present of a fixture: "the market opens on Monday". In a headline, which has no stop, it tells what happened."""
    if verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_ in SAYING or any(c.dep_ == "aux" for c in verb.children):
        return False
    return verb.dep_ not in {"aux", "auxpass"} and verb.sent[-1].text in {".", '"', "”"}


def _tense(verb: Token) -> int:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    if words & FUTURE_MODALS or (words & {"would", "'d", "’d"} and verb.tag_ == "VB" and "have" not in words):
        return 1
    fixture = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ in FIXTURES and not helpers and verb.sent[-1].text == "."
    if fixture or (verb.lemma_ in AHEAD and verb.tag_ in {"VBN", "JJ", "VBZ", "VBP", "VBG"}):
        return 1
    if verb.tag_ == "VB" and "to" in words:
        return 1 if verb.head.lemma_ in AHEAD or verb.head.lower_ in {"is", "are", "was", "were"} else 0
    if verb.tag_ == "VBG" and words & {"is", "are", "'re", "'s", "’s", "’re", "am"}:
        return 1
    if verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and (not helpers or words & {"has", "have", "had", "was", "were", "been"})
    ):
        return -1
    return 0
