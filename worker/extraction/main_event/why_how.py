"""Why and how it happened, where the text says so in the same sentence."""

from worker.contract.facts import Answer, Statement
from worker.extraction.document import Document
from worker.extraction.main_event.lexicon import closed, reasons
from worker.extraction.main_event.verbs import Words, sentence_of

LEADING = frozenset({"mark", "prep", "pcomp", "amod", "acomp", "advmod"})
DOUBTFUL, STATES, MODALS, REQUITING = map(closed, ("doubtful", "states", "modals", "requiting"))
GROUNDS, GROUND_PREPOSITIONS = closed("grounds"), closed("ground-prepositions")
UNCAUSED = DOUBTFUL | {"over"}
# How far above "for" the verb may stand that it belongs to: "sentenced to nine years for taking bribes".
REACH = 4


def why(document: Document, main: Statement) -> Answer | None:
    """The cause that the sentence gives, else what somebody is requited for, else the purpose of the statement."""
    start = main.evidence[0].start
    sentence = sentence_of(document, main)
    if sentence is not None:
        first = max(sentence.first, sentence.columns.at(start - sentence.paragraph.start))
        words = sentence._replace(first=first)
        word = _cause(words)
        if word is None:
            word = _ground(words)
        if word is not None:
            return _clause(
                document, words, word, words.columns.heads[word] if words.columns.deps[word] == "mark" else word
            )
    if main.purpose:
        start = document.text.find(main.purpose, start)
        if start >= 0:
            span = document.between(start, start + len(main.purpose))
            return Answer(text=span.text, evidence=(span,))
    return None


def _cause(words: Words) -> int | None:
    """The word that leads to a cause, the plainest first: "because" before "after"."""
    order, lowers, deps = reasons(), words.columns.lowers, words.columns.deps
    leads = [
        i
        for i in range(words.first, words.end)
        if lowers[i] in order and deps[i] in LEADING and _gives_reason(words, i)
    ]
    return min(leads, key=lambda i: (order.index(lowers[i]), i), default=None)


def _gives_reason(words: Words, i: int) -> bool:
    """Whether the word leads to a cause: not "as three adults", not "over 18 months", not "as night fell"."""
    columns, doc = words.columns, words.paragraph.doc
    lower, dep = columns.lowers[i], columns.deps[i]
    if dep == "mark" and lower in DOUBTFUL:
        return _is_state(words, columns.heads[i])
    if dep != "prep" or lower not in UNCAUSED:
        return True
    nouns = [doc[kid] for kid in columns.kids[i] if kid > i and columns.deps[kid] == "pobj"]
    return lower == "over" and not any(noun.ent_type_ in {"DATE", "TIME"} or noun.like_num for noun in nouns)


def _is_state(words: Words, verb: int) -> bool:
    """Whether a clause tells what holds, or what does not happen, rather than what happens meanwhile."""
    columns = words.columns
    told = any(columns.deps[kid] == "neg" or columns.lowers[kid] in MODALS for kid in columns.kids[verb])
    return told or columns.lemmas[verb] in STATES


def _ground(words: Words) -> int | None:
    """What a deed is requited for ("jailed for taking bribes"), or "on suspicion of" and the like."""
    columns = words.columns
    for i in range(words.first, words.end):
        if columns.deps[i] != "prep":
            continue
        lower = columns.lowers[i]
        if lower == "for" and _is_deed(words, i) and _requites(words, i):
            return i
        if lower in GROUND_PREPOSITIONS:
            noun = next((kid for kid in columns.kids[i] if kid > i and columns.deps[kid] == "pobj"), None)
            if noun is not None and columns.lowers[noun] in GROUNDS and _goes_on(words, noun):
                return i
    return None


def _is_deed(words: Words, i: int) -> bool:
    columns = words.columns
    return any(columns.deps[kid] == "pcomp" and columns.tags[kid] == "VBG" for kid in columns.kids[i] if kid > i)


def _requites(words: Words, i: int) -> bool:
    for _ in range(REACH):
        i = words.columns.heads[i]
        if words.columns.lemmas[i] in REQUITING:
            return True
    return False


def _goes_on(words: Words, noun: int) -> bool:
    """Whether the noun says of what: "on suspicion of murder", "in response to the strike"."""
    return any(words.columns.deps[kid] in {"prep", "acl"} for kid in words.columns.kids[noun] if kid > noun)


def how(document: Document, main: Statement) -> Answer | None:
    """The way it was done: "by" and a gerund, where the text has one."""
    words = sentence_of(document, main)
    for i in range(words.first, words.end) if words is not None else ():
        if words is not None and words.columns.lowers[i] == "by" and _is_deed(words, i):
            return _clause(document, words, i, i)
    return None


def _clause(document: Document, words: Words, first: int, top: int) -> Answer:
    columns = words.columns
    last = columns.right(top)
    while last > first and words.paragraph.doc[last].is_punct:
        last -= 1
    span = document.between(*words.places(first, last))
    return Answer(text=span.text, evidence=(span,))
