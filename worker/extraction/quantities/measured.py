"""What an amount is the amount of: revenue of "revenue fell 4 %", the budget of "cut its budget by a fifth", a fine of £900."""

from worker.extraction.quantities.changes import CHANGES, POINTS
from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed, nouns_of_change, words
from worker.extraction.quantities.nouns import NOUNS, noun_at

CHANGE_TRANSITIVE, REACHING, PHASES, STATISTICS = map(closed, ("change_transitive", "reaching", "phases", "statistics"))
PEOPLE = words("people.txt")
COMMON = frozenset(["NN", "NNS"])
MODIFIERS = NOUNS | {"JJ", "JJR", "JJS", "VBN", "HYPH"}
KINDS = frozenset(["percent", "currency", "temperature"])
GOVERNED, BEHIND = frozenset(["pobj", "pcomp"]), frozenset(["npadvmod", "dobj", "attr", "acomp", "advmod", "oprd"])
BEFORE = frozenset(["compound", "nmod", "amod", "nummod"])
AMOUNTING = frozenset(["by", "to", "at", "from"])
RANGING = frozenset(["between", "from", "over", "around", "about"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
# Arcs between an amount and what it is an amount of: "down", "of", "between".
STEPS = 4


def read_measured(draft: Draft, clause: Clause) -> None:
    """Fill ``what`` of an amount that counts nothing: the noun that it stands with, or what changed by it or came to it."""
    if draft.what is not None or draft.noun is not None or (draft.unit_kind not in KINDS and draft.unit not in POINTS):
        return
    last = clause.after(draft.end)
    first = clause.at(draft.number.start)
    root = clause.columns.root(first, last if last is not None else len(clause.columns.starts))
    noun = _measured(clause, root, first)
    if noun is not None:
        draft.what = _phrase(clause, noun, last if last is not None and noun >= last else 0)


def _measured(clause: Clause, i: int, first: int) -> int | None:
    """The noun whose amount begins at the token ``first`` and has ``i`` for its root."""
    deps, heads, tags, lowers = clause.columns.deps, clause.columns.heads, clause.columns.tags, clause.columns.lowers
    if deps[i] in BEFORE and heads[i] > i and tags[heads[i]] in COMMON:
        return _of_noun(clause, heads[i])
    for _ in range(STEPS):
        above, word = heads[i], lowers[i]
        if deps[i] in BEHIND and tags[above] in VERBS:
            return _of_verb(clause, above, first, taken=deps[i] != "dobj")
        if deps[i] == "prep" and (word == "of" or tags[above] in VERBS):
            return _of_preposition(clause, i, first)
        ranging, going = deps[i] == "prep" and word in RANGING, deps[i] in BEHIND and lowers[above] in CHANGES
        if not (ranging or going or deps[i] in GOVERNED):
            return None
        i = above
    return None


def _of_preposition(clause: Clause, i: int, first: int) -> int | None:
    columns = clause.columns
    above = columns.heads[i]
    if columns.lowers[i] == "of":
        return _of_noun(clause, above) if columns.tags[above] in COMMON and above < i else None
    return _of_verb(clause, above, first, taken=True) if columns.lowers[i] in AMOUNTING else None


def _of_noun(clause: Clause, noun: int) -> int | None:
    """The noun itself, or what rose by "a rise in costs of 3 %"."""
    columns = clause.columns
    if columns.lemmas[noun] not in nouns_of_change():
        return noun if columns.lemmas[noun] not in PEOPLE | STATISTICS else None
    behind = next(
        (kid for kid in columns.kids[noun] if columns.deps[kid] == "prep" and columns.lowers[kid] == "in"), None
    )
    inside = clause.child(behind, "pobj") if behind is not None else None
    return inside if inside is not None and columns.tags[inside] in COMMON else None


def _of_verb(clause: Clause, verb: int, first: int, *, taken: bool) -> int | None:
    """What a verb changes by an amount, or what came to it; the amount is its object where it is not ``taken`` otherwise."""
    columns, lemma = clause.columns, clause.columns.lemmas[verb]
    if lemma not in CHANGES and lemma not in REACHING and lemma not in PHASES:
        return None
    thing = clause.child(verb, "dobj") if taken else None
    if thing is None:
        if not taken and lemma in CHANGE_TRANSITIVE:
            return None  # who raised $5 million
        thing = next((kid for kid in columns.kids[verb] if columns.deps[kid] in SUBJECTS), None)
    if thing is None or thing >= first or columns.tags[thing] not in NOUNS or columns.lemmas[thing] in PEOPLE:
        return None
    return thing


def _phrase(clause: Clause, noun: int, start: int) -> str:
    """A noun with the words from ``start`` on that say which one, without article and owner."""
    tags, first = clause.columns.tags, noun
    while first > start and tags[first - 1] in MODIFIERS:
        first -= 1
    return noun_at(clause, first, noun).words
