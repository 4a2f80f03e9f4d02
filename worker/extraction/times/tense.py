"""Whether the verb over a time looks back or ahead."""

from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.times.context import FIXTURE
from worker.extraction.times.lexicon import verbs

STEPS = 12
# Arcs by which a time hangs on its own verb, and not on a noun below it.
ADJUNCTS = frozenset(
    ["npadvmod", "prep", "pobj", "advmod", "tmod", "compound", "nummod", "amod", "det", "nmod", "pcomp"]
)
# Arcs by which a word hangs on the noun behind it.
ATTRIBUTIVE = frozenset(["amod", "compound", "nmod"])
# Tokens from a price to its day: "price of US$24.61 on Wednesday".
PRICE_STEPS = 6


def direction(document: Document, offset: int) -> int:
    """-1 when the verb that governs the time at an offset is past, 1 when it is future, FIXTURE when present, 0 when it says nothing."""
    token, own = _token(document, offset), True
    if token is None:
        return 0
    if token.dep_ == "poss" and token.head.lemma_ in verbs("over"):
        return -1
    if _behind_price(token):
        return -1
    bound = ""
    for _ in range(STEPS):
        said = (_own(token, bound) if own else 0) or _verbal(token)
        if said or token.head.i == token.i:
            return said
        bound = bound or (token.lower_ if token.dep_ == "prep" else "")
        own = own and token.dep_ in ADJUNCTS
        token = token.head
    return 0


def is_adverbial(document: Document, offset: int) -> bool:
    """Whether the word at an offset stands by a verb: "dropped overnight", not "an overnight train"."""
    token = _token(document, offset)
    return token is not None and token.dep_ not in ATTRIBUTIVE


def _token(document: Document, offset: int) -> Token | None:
    paragraph = document.paragraph_at(offset)
    if paragraph is None:
        return None
    at = offset - paragraph.start
    span = paragraph.doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _behind_price(token: Token) -> bool:
    """The day of "a premium to the closing price of $24.61 on Wednesday", whatever the verb of the sentence."""
    for _ in range(PRICE_STEPS):
        if token.is_sent_start or token.pos_ == "VERB" or token.text == ",":
            return False
        token = token.nbor(-1)
        if token.lemma_ in verbs("priced") and token.pos_ == "NOUN":
            return token.lemma_ == "close" or token.nbor(1).lower_ == "of" or token.nbor(-1).lower_ in verbs("pricing")
    return False


def _own(token: Token, bound: str) -> int:
    """What the word says on which the time itself hangs, by the preposition between the two, if there is one."""
    if _is_fixture(token):
        return FIXTURE
    if token.tag_ in {"NN", "NNS"} and token.lemma_ in verbs("befallen"):
        return -1
    deadline = bound in verbs("deadline") and _takes_deadline(token)
    return 1 if deadline or (bound in verbs("resuming") and _is_suspended(token)) else 0


def _is_suspended(verb: Token) -> bool:
    """What was closed until a day is so yet; what was closed from one day to another may be over."""
    told = verb.lemma_ in verbs("suspending") and verb.tag_ in {"VBN", "VBD"}
    return told and all(child.lower_ != "from" for child in verb.children)


def _verbal(token: Token) -> int:
    return _tense(token) if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB") else 0


def _takes_deadline(verb: Token) -> bool:
    """A deadline under an infinitive or a perfect lies ahead: "to review it by January", "gave him until April"."""
    words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    infinitive = verb.tag_ == "VB" and "to" in words
    perfect = verb.tag_ == "VBN" and not words.isdisjoint({"has", "have"})
    given = verb.lemma_ in verbs("allowing") and not (verb.lemma_ == "have" and verb.tag_ in {"VBD", "VBN"})
    return infinitive or perfect or given


def _is_fixture(verb: Token) -> bool:
    """The present of a fixture: "the market opens on Monday". In a headline, which has no stop, it tells what happened."""
    if verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_ in verbs("saying") or any(c.dep_ == "aux" for c in verb.children):
        return False
    return verb.dep_ not in {"aux", "auxpass"} and not _is_due(verb) and verb.sent[-1].text in {".", '"', "”"}


def _is_due(verb: Token) -> bool:
    return any(child.dep_ == "acomp" and child.lemma_ in verbs("ahead") for child in verb.children)


def _tense(verb: Token) -> int:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    if words & verbs("future") or (words & {"would", "'d", "’d"} and verb.tag_ == "VB" and "have" not in words):
        return 1
    fixture = (
        verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ in verbs("fixture") and not helpers and verb.sent[-1].text == "."
    )
    if fixture or _is_due(verb) or (verb.lemma_ in verbs("ahead") and verb.tag_ in {"VBN", "JJ", "VBZ", "VBP", "VBG"}):
        return 1
    if "to" in words and (verb.tag_ == "VB" or "be" in words):
        return 1 if verb.head.lemma_ in verbs("ahead") or verb.head.lower_ in {"is", "are", "was", "were"} else 0
    if verb.tag_ == "VBG" and words & {"is", "are", "'re", "'s", "’s", "’re", "am"}:
        return 1
    if verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and (not helpers or words & {"has", "have", "had", "was", "were", "been"})
    ):
        return -1
    return 0
