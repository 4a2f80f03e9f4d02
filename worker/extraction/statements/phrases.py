"""Phrases behind a verb: the preposition it takes, what is only when or where, and nouns that belong to the relation."""

from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Word

Stretch = tuple[int, int]


def noun_of(prep: Word) -> Word | None:
    """The noun or the gerund of a preposition."""
    return prep.child("pobj", "pcomp")


def selected_prep(clause: Clause) -> Word | None:
    """The first preposition after the verb whose noun is what the verb is about, not when or where it happened."""
    verb = clause.verb
    for child in verb.children:
        if child.dep in {"prep", "dative"} and child.i > verb.i and child.lower not in words("adjunct-preps"):
            noun = noun_of(child)
            if noun is not None and noun.tag == "VBG" and child.lower in words("clause-preps"):
                continue
            sought = child.lower == "for" and verb.lemma in words("for-verbs")
            if noun is not None and (sought or not timely(noun)) and not is_local(verb, child, noun):
                if (
                    child.lower == "by"
                    and verb.lemma in words("contests")
                    and (noun.tag == "CD" or noun.child("nummod"))
                ):
                    continue
                return child
    return None


def timely(noun: Word) -> bool:
    """Whether a noun names a time."""
    if noun.lower in words("clock-times") or (noun.tag == "CD" and noun.text[:1].isdigit() and ":" in noun.text):
        return True
    a_year = noun.tag == "CD" and noun.text.isdigit() and len(noun.text) == len("2024")
    named = noun.pos == "PROPN" and noun.lower in words("time-names")
    inner = noun.child("prep") if noun.lower in words("time-edges") else None
    edge = inner is not None and any(timely(c) for c in inner.kids("pobj"))
    return named or edge or a_year or noun.lower in words("time-nouns")


def is_local(verb: Word, prep: Word, noun: Word) -> bool:
    """Whether the phrase only says where: "begin in Geneva", but not "live in Geneva" or "aim at Geneva"."""
    if prep.lower not in words("place-preps") or verb.lemma in words("local-verbs"):
        return False
    return noun.lower in words("place-nouns") or (noun.pos == "PROPN" and prep.lower != "on")


def prepositional(verb: Word, prep: Word) -> tuple[list[str], Stretch | None]:
    """The preposition in the relation, and its noun as the object; "about a third" is an object by itself."""
    noun = noun_of(prep)
    if noun is not None and prep.lower in words("approximators") and noun.lower in words("fractions"):
        return [], (prep.i, noun.cut)
    inner = _inner(verb, prep, noun)
    if noun is not None and inner is None and is_idiom(verb, prep, noun):
        return [prep.lower, *[c.lower for c in noun.kids("amod")], noun.lower], None
    if noun is None or inner is None:
        return [prep.lower], stretch_of(noun)
    below = noun_of(inner)
    said = [prep.lower, *[c.lower for c in noun.kids("amod")], noun.lower, inner.lower]
    return said, stretch_of(below)


def has_idiom(verb: Word) -> bool:
    """Whether one of the verb's prepositions makes an idiom with it."""
    pairs = ((prep, noun_of(prep)) for prep in verb.kids("prep"))
    return any(noun is not None and is_idiom(verb, prep, noun) for prep, noun in pairs)


def is_idiom(verb: Word, prep: Word, noun: Word) -> bool:
    """Whether verb, preposition and bare noun say one thing: "come to light", "take into custody"."""
    bare = not noun.child("det", "poss", "nummod", "compound")
    return bare and f"{verb.lemma} {prep.lower} {noun.lower}" in words("verb-idioms")


def _inner(verb: Word, prep: Word, noun: Word | None) -> Word | None:
    """A bare noun between two prepositions is part of the relation: "in talks with both"."""
    if noun is None or noun.lower not in words("bare-in") or noun.child("det", "poss", "nummod", "cc", "compound"):
        return None
    candidates = [c for c in noun.children if c.dep == "prep" and noun_of(c)]
    if not candidates and verb.lemma in {"be", "remain", "stay"}:
        candidates = [c for c in verb.children if c.dep == "prep" and c.i > prep.i and noun_of(c)]
    candidates = [c for c in candidates if c.lower not in words("adjunct-preps")]
    return candidates[0] if candidates else None


def light(verb: Word, target: Word) -> tuple[list[str], Stretch | None] | None:
    """Verb, noun and preposition that say together what was done: "made an offer on"."""
    if verb.lemma not in words("light-verbs") or target.lower not in words("light-nouns") or target.child("poss"):
        return None
    preps = [
        c
        for c in (*target.children, *verb.children)
        if c.dep == "prep"
        and c.i > target.i
        and (c.head is target or c.left <= target.cut + 1)
        and c.lower not in {"of", "for", "in", "at", "after", "before", "during", "since"}
    ]
    prep = preps[0] if preps else None
    noun = noun_of(prep) if prep is not None else None
    if prep is None or noun is None or timely(noun):
        return None
    return [target.lower, prep.lower], stretch_of(noun)


def stretch_of(word: Word | None) -> Stretch | None:
    """A word with its own words: first and last, both included; "of which" before it points back and is left out."""
    if word is None:
        return None
    whole = word.children[0] if word.children and word.children[0].i < word.i else None
    partitive = (
        whole is not None
        and whole.lower == "of"
        and any(c.lower in words("relative-pronouns") for c in whole.kids("pobj"))
    )
    return (whole.right + 1 if partitive and whole is not None else word.left, word.cut)
