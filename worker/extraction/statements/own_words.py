"""The words that belong to a clause itself, and to none below it: where its times, places and evidence are looked for."""

from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.phrases import Stretch
from worker.extraction.statements.tree import Word, is_infinitive

# Arcs whose words belong to the clause that they hang on.
OWN = frozenset(
    [
        "dobj",
        "attr",
        "acomp",
        "prep",
        "agent",
        "dative",
        "prt",
        "advmod",
        "npadvmod",
        "xcomp",
        "oprd",
        "ccomp",
        "neg",
        "aux",
        "auxpass",
        "pcomp",
        "pobj",
        "expl",
        "advcl",
    ]
)


def own_words(clause: Clause) -> list[Stretch]:
    """The stretches of words that are the clause's own, each first and last word."""
    stretches: list[Stretch] = []
    verbs = [clause.head] if clause.verb is clause.head else dict.fromkeys([clause.head, *clause.kept, clause.verb])
    for verb in verbs:
        if verb is not clause.head or clause.verb.dep != "conj" or clause.verb is clause.head:
            stretches.append((verb.i, verb.i))
            stretches += _below(verb, clause)
    return stretches


def _below(verb: Word, clause: Clause) -> list[Stretch]:
    inside: list[Stretch] = []
    for child in verb.children:
        dep = child.dep
        if dep not in OWN or child is clause.verb or child is clause.subject or child.lower in words("leading-away"):
            continue
        if dep == "prep" and _opens_clause(child):
            continue
        if dep == "ccomp" and child.i < verb.i and child.child("nsubj", "nsubjpass"):
            continue
        if dep != "advcl" or (child.i > verb.i and is_infinitive(child)):
            inside.append((child.left, child.cut))
    return inside


def _opens_clause(prep: Word) -> bool:
    """Whether a preposition opens a clause that is read by itself: "before finding that ..."."""
    return prep.lower in words("clause-preps") and any(c.tag == "VBG" for c in prep.kids("pcomp"))
