"""Deaths, injured, missing, arrested, displaced: from the verb that governs people counted, or the noun itself."""

import re

from worker.contract.facts import QuantityKind
from worker.extraction.columns import Columns
from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import casualties, words

CASUALTIES = casualties()
PEOPLE = words("people.txt")
OBJECTS = frozenset(["dobj", "nsubjpass", "obj"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
BELOW = frozenset(["nummod", "conj", "appos", "pobj", "prep", "quantmod", "compound"])
COMPLEMENTS = frozenset(["acomp", "attr", "oprd"])
OF_THE = ["of", "the"]
PARTICIPLES = frozenset(["VBN", "VBD"])
# Units that are only what befell the people.
HOLLOW = frozenset(["other", "more", "dead", "missing", "injured", "wounded", "hurt"])


def read_kind(draft: Draft, clause: Clause) -> None:
    """Fill the kind of a count, and the unit "person" where casualties stand without a noun."""
    if draft.kind != "count" or draft.unit_kind != "count":
        return
    if draft.bare and (told := _told(clause.text, draft.start)):
        draft.kind, draft.unit = told, "person"
        return
    i = draft.noun.head if draft.noun else clause.at(draft.number.end - 1)
    kind = _of_noun(draft) or _of_adjective(draft, clause)
    if kind is None and (draft.bare or _human(draft, clause.columns.tags[i])):
        kind = _of_verb(clause, i) or (_toll(clause, i) if draft.bare else None)
    if kind is None:
        return
    draft.kind = kind
    if draft.bare or draft.unit in HOLLOW:
        draft.unit = "person"


def _human(draft: Draft, tag: str) -> bool:
    unit = draft.unit.partition(" per ")[0]
    return unit in PEOPLE or tag == "NNPS" or unit.endswith(("er", "or", "ist", "man"))


def _of_noun(draft: Draft) -> QuantityKind | None:
    return CASUALTIES.get(("noun", draft.noun.lemma)) if draft.noun else None


def _of_adjective(draft: Draft, clause: Clause) -> QuantityKind | None:
    """12 dead, 30 missing, 40 people injured, 17 of the dead."""
    after, columns = clause.after(draft.end), clause.columns
    if after is None:
        return None
    if draft.bare and columns.lowers[after : after + 2] == OF_THE and after + 2 < len(columns.lowers):
        return CASUALTIES.get(("adjective", columns.lowers[after + 2]))
    kind = CASUALTIES.get(("adjective", columns.lowers[after]))
    if kind is None and draft.bare and columns.tags[after] in PARTICIPLES:
        kind = CASUALTIES.get(("object", columns.lemmas[after]))
    return kind


def _of_verb(clause: Clause, i: int) -> QuantityKind | None:
    columns = clause.columns
    deps, heads, lemmas = columns.deps, columns.heads, columns.lemmas
    if beside := _beside(columns, i):
        return beside
    while deps[i] in BELOW and heads[i] != i and columns.tags[heads[i]] not in VERBS:
        i = heads[i]
    verb = clause.verb_over(heads[i])
    if verb is None:
        return None
    if told := _known(clause, verb) if deps[i] in SUBJECTS else None:
        return told
    if deps[i] in OBJECTS or (deps[i] == "conj" and columns.tags[verb] == "VBN"):
        return CASUALTIES.get(("object", lemmas[verb]))
    if deps[i] == "nsubj":
        return (
            CASUALTIES.get(("subject", lemmas[verb]))
            or CASUALTIES.get(("adjective", columns.lowers[verb]))
            or _complement(columns, verb)
        )
    return None


def _known(clause: Clause, verb: int) -> QuantityKind | None:
    """120 people are known to have died, are feared to have been killed."""
    below = clause.child(verb, "xcomp")
    if below is None or below < verb:
        return None
    use = "object" if clause.child(below, "auxpass") is not None else "subject"
    return CASUALTIES.get((use, clause.columns.lemmas[below]))


def _beside(columns: Columns, i: int) -> QuantityKind | None:
    """39 people killed; 12 were among the dead; the deaths of 39 migrants."""
    deps, heads, lemmas = columns.deps, columns.heads, columns.lemmas
    for kid in columns.kids[i]:
        if deps[kid] == "acl" and columns.tags[kid] == "VBN" and (kind := CASUALTIES.get(("object", lemmas[kid]))):
            return kind
    if deps[i] in {"nsubj", "attr"} and (among := _among(columns, heads[i])):
        return among
    governed = deps[i] == "pobj" and columns.lowers[heads[i]] == "of"
    return CASUALTIES.get(("noun", lemmas[heads[heads[i]]])) if governed else None


def _complement(columns: Columns, verb: int) -> QuantityKind | None:
    """12 people were missing, are dead."""
    deps = columns.deps
    for kid in columns.kids[verb]:
        if deps[kid] in COMPLEMENTS:
            return CASUALTIES.get(("adjective", columns.lowers[kid]))
    # the small model reads "were injured" as active now and then
    passive = any(deps[kid] == "auxpass" for kid in columns.kids[verb])
    return CASUALTIES.get(("object", columns.lemmas[verb])) if passive else None


TOLLS = re.compile(r"\b(?:(?P<toll>death\stoll|toll)|number\sof\s(?:(?:\w+\s){0,2}?|(?:people|those)\s(?:\w+\s){1,6}?)"
                   r"(?P<what>dead|deaths|died|drowned|fatalities|killed|injured|wounded|"
                   r"missing|arrests|arrested|detained|displaced|injuries))\b[^.;]{0,90}$", re.IGNORECASE)  # fmt: skip
TOLL_REACH = 150


def _told(text: str, start: int) -> QuantityKind | None:
    """The death toll rose to 41; the number of injured stood at 30."""
    before = text[max(0, start - TOLL_REACH) : start].lower()
    match = TOLLS.search(before) if "toll" in before or "number" in before else None
    if match is None:
        return None
    return "deaths" if match.group("toll") else CASUALTIES.get(("told", match.group("what")))


def _among(columns: Columns, verb: int) -> QuantityKind | None:
    """Two children were among the dead."""
    lowers = columns.lowers
    for kid in columns.kids[verb]:
        for below in columns.kids[kid] if lowers[kid] == "among" else ():
            kind = CASUALTIES.get(("noun", lowers[below])) or CASUALTIES.get(("adjective", lowers[below]))
            if kind:
                return kind
    return None


def _toll(clause: Clause, i: int) -> QuantityKind | None:
    """The death toll rose to 232."""
    verb = clause.verb_over(i)
    if verb is None or i < verb:
        return None
    subject = clause.child(verb, "nsubj")
    return "deaths" if subject is not None and clause.columns.lemmas[subject] == "toll" else None
