"""Whether the verb over a time looks back or ahead."""

from worker.extraction.columns import Columns
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
HELPING = frozenset(["aux", "auxpass"])
VERBAL = frozenset(["VERB", "AUX"])
VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
PRESENT = frozenset(["VBZ", "VBP"])
DOING = frozenset(["is", "are", "'re", "'s", "’s", "’re", "am"])
DONE = frozenset(["has", "have", "had", "was", "were", "been"])
# What a sentence ends with that is no headline.
CLOSED = frozenset([".", '"', "”"])
# Tokens from a price to its day: "price of US$24.61 on Wednesday".
PRICE_STEPS = 6


def direction(document: Document, offset: int) -> int:
    """-1 when the verb that governs the time at an offset is past, 1 when it is future, FIXTURE when present, 0 when it says nothing."""
    paragraph = document.paragraph_at(offset)
    if paragraph is None:
        return 0
    columns = paragraph.columns
    i = columns.at(offset - paragraph.start)
    heads, deps = columns.heads, columns.deps
    if (deps[i] == "poss" and columns.lemmas[heads[i]] in verbs("over")) or _behind_price(columns, i):
        return -1
    bound, own = "", True
    for _ in range(STEPS):
        said = (_own(columns, i, bound) if own else 0) or _verbal(columns, i)
        if said or heads[i] == i:
            return said
        if deps[i] == "prep" and (not bound or columns.lowers[i] in verbs("deadline")):
            bound = columns.lowers[i]
        own = own and deps[i] in ADJUNCTS
        i = heads[i]
    return 0


def is_adverbial(document: Document, offset: int) -> bool:
    """Whether the word at an offset stands by a verb: "dropped overnight", not "an overnight train"."""
    paragraph = document.paragraph_at(offset)
    if paragraph is None:
        return False
    return paragraph.columns.deps[paragraph.columns.at(offset - paragraph.start)] not in ATTRIBUTIVE


def _behind_price(columns: Columns, i: int) -> bool:
    """The day of "a premium to the closing price of $24.61 on Wednesday", whatever the verb of the sentence."""
    lowers, lemmas, pos = columns.lowers, columns.lemmas, columns.pos
    first = columns.sentence(i)[0]
    for before in range(i - 1, max(first, i - PRICE_STEPS) - 1, -1):
        if pos[before + 1] == "VERB" or lowers[before + 1] == ",":
            return False
        if lemmas[before] in verbs("priced") and pos[before] == "NOUN":
            priced = before > 0 and lowers[before - 1] in verbs("pricing")
            return lemmas[before] == "close" or lowers[before + 1] == "of" or priced
    return False


def _own(columns: Columns, i: int, bound: str) -> int:
    """What the word says on which the time itself hangs, by the preposition between the two, if there is one."""
    if _is_fixture(columns, i):
        return FIXTURE
    if columns.tags[i] in {"NN", "NNS"} and columns.lemmas[i] in verbs("befallen"):
        return -1
    takes = columns.tags[i] == "JJ" or _takes_deadline(columns, i)  # "valid until Friday"
    deadline = bound in verbs("deadline") and takes
    return 1 if deadline or (bound in verbs("resuming") and _is_suspended(columns, i)) else 0


def _is_suspended(columns: Columns, verb: int) -> bool:
    """What was closed until a day is so yet; what was closed from one day to another may be over."""
    told = columns.lemmas[verb] in verbs("suspending") and columns.tags[verb] in {"VBN", "VBD"}
    return told and all(columns.lowers[kid] != "from" for kid in columns.kids[verb])


def _verbal(columns: Columns, i: int) -> int:
    return _tense(columns, i) if columns.pos[i] in VERBAL or columns.tags[i] in VERBS else 0


def _helpers(columns: Columns, verb: int) -> frozenset[str]:
    """The auxiliaries of a verb, in small letters."""
    return frozenset([columns.lowers[kid] for kid in columns.kids[verb] if columns.deps[kid] in HELPING])


def _takes_deadline(columns: Columns, verb: int) -> bool:
    """A deadline under an infinitive or a perfect lies ahead: "to review it by January", "gave him until April"."""
    words, tag, lemma = _helpers(columns, verb), columns.tags[verb], columns.lemmas[verb]
    infinitive = tag == "VB" and "to" in words
    perfect = tag == "VBN" and not words.isdisjoint({"has", "have"})
    given = lemma in verbs("allowing") and not (lemma == "have" and tag in {"VBD", "VBN"})
    return infinitive or perfect or given


def _is_fixture(columns: Columns, verb: int) -> bool:
    """The present of a fixture: "the market opens on Monday". In a headline, which has no stop, it tells what happened."""
    if columns.tags[verb] not in PRESENT or columns.lemmas[verb] in verbs("saying") or columns.deps[verb] in HELPING:
        return False
    helped = any(columns.deps[kid] == "aux" for kid in columns.kids[verb])
    return not helped and not _is_due(columns, verb) and _last(columns, verb) in CLOSED


def _last(columns: Columns, i: int) -> str:
    """The last word or mark of a token's sentence."""
    return columns.words[columns.sentence(i)[1] - 1]


def _is_due(columns: Columns, verb: int) -> bool:
    return any(columns.deps[kid] == "acomp" and columns.lemmas[kid] in verbs("ahead") for kid in columns.kids[verb])


def _tense(columns: Columns, verb: int) -> int:
    words, tag, lemma = _helpers(columns, verb), columns.tags[verb], columns.lemmas[verb]
    supposed = words & verbs("modal") and "have" not in words and (tag == "VB" or "be" in words)
    if words & verbs("future") or supposed:
        return 1
    if tag in PRESENT and lemma in verbs("fixture") and not words and _last(columns, verb) == ".":
        return 1
    if _is_due(columns, verb) or (lemma in verbs("ahead") and tag in {"VBN", "JJ", "VBZ", "VBP", "VBG"}):
        return 1
    if "to" in words and (tag == "VB" or "be" in words):
        above = columns.heads[verb]
        return (
            1 if columns.lemmas[above] in verbs("ahead") or columns.lowers[above] in {"is", "are", "was", "were"} else 0
        )
    if tag == "VBG" and words & DOING:
        return 1
    return -1 if tag == "VBD" or (tag == "VBN" and (not words or words & DONE)) else 0
