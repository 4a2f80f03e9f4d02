"""Subject, object and relation of a clause, as words of the sentence."""

from dataclasses import dataclass

from worker.extraction.statements.clauses import RELATIVE, Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Word

Stretch = tuple[int, int]


@dataclass(slots=True)
class Frame:
    """What a clause says: stretches are first and last word, both included; None where the text does not say."""

    subject: Stretch | None
    relation: str
    object: Stretch | None
    voice: str
    complement: Word | None = None


def read_frame(clause: Clause) -> Frame | None:
    """Who did what to whom, or None for a clause that says nothing of the kind."""
    if clause.passive:
        return _passive(clause)
    if clause.verb.child("expl") is not None:
        return Frame(_stretch(clause.subject), "be", None, "active") if clause.subject is not None else None
    if clause.subject is None and not _bare(clause):
        return None
    tail, target = _complement(clause)
    relation = " ".join([*_heads(clause), *tail])
    return Frame(_stretch(clause.subject), relation, target, "active")


def _bare(clause: Clause) -> bool:
    """An imperative, or a headline whose subject is not found."""
    return clause.head.dep == "ROOT" and clause.head.tag == "VB"


def _passive(clause: Clause) -> Frame:
    agent = _agent(clause)
    tail = [c.lower for c in clause.verb.kids("prt")]
    tail += _selected(clause)
    return Frame(agent, " ".join([*_heads(clause), *tail]), _stretch(clause.subject), "passive")


def _selected(clause: Clause) -> list[str]:
    """The preposition or the predicate that a passive verb cannot do without: "charged with", "named as"."""
    first = next((c for c in clause.verb.children if c.i > clause.verb.i and c.dep in {"prep", "oprd"}), None)
    if (
        first is not None
        and first.dep == "prep"
        and first.lower in {"with", "as", "of"}
        and first.i <= clause.verb.i + 2
    ):
        return [first.lower]
    return []


def _agent(clause: Clause) -> Stretch | None:
    by = next((c for c in clause.verb.children if c.lower == "by" and c.i > clause.verb.i), None)
    noun = by.child("pobj") if by is not None else None
    if noun is None or not _acts(noun):
        return None
    return _stretch(noun)


def _acts(noun: Word) -> bool:
    """Whether a noun after "by" names an agent; "by 9 votes", "by text message" and "by 12 seconds" name none."""
    if noun.verbal or noun.pos == "NUM" or noun.lower in words("means-nouns") or noun.lemma in words("means-nouns"):
        return noun.child("det", "poss") is not None and noun.pos != "NUM" and noun.child("nummod") is None
    return True


def _heads(clause: Clause) -> list[str]:
    """The verbs of the relation: lemmas, joined as the text joins them."""
    verbs = [*clause.kept, clause.verb]
    said: list[str] = []
    for verb in verbs:
        if said and verb.tag == "VB":
            said.append("to")
        said.append(verb.lower if said and verb.tag == "VBG" else verb.lemma)
        if verb is not clause.verb:
            said.extend(c.lower for c in verb.kids("prt"))
            if verb.tag == "VBN" and verb.child("auxpass"):
                said[-1:] = ["be", verb.lower]
    return said


def _complement(clause: Clause) -> tuple[list[str], Stretch | None]:
    """What follows the verb in the relation, and the object."""
    verb = clause.verb
    tail = [c.lower for c in verb.kids("prt")]
    if clause.gap is not None:
        return tail, _stretch(clause.gap)
    target = _direct(verb)
    if target is not None:
        light = _light(verb, target)
        return (tail + light[0], light[1]) if light else (tail, _stretch(target))
    predicate = verb.child("acomp", "oprd")
    if predicate is not None:
        return _adjectival(verb, predicate, tail)
    clausal = verb.child("xcomp", "ccomp")
    prep = _selected_prep(clause)
    if prep is not None and (clausal is None or prep.i < clausal.i - 3):
        more, stretch = _prepositional(verb, prep)
        return tail + more, stretch
    return tail, (clausal.left, clausal.cut) if clausal is not None and clausal.i > verb.i else None


def _direct(verb: Word) -> Word | None:
    target = verb.child("dobj", "attr")
    if target is not None and target.lower in RELATIVE and target.i < verb.i:
        return None
    return target


def _adjectival(verb: Word, predicate: Word, tail: list[str]) -> tuple[list[str], Stretch | None]:
    prep = next((c for c in predicate.children if c.dep == "prep" and c.i > predicate.i and _noun_of(c)), None)
    if prep is None or verb.lemma != "be":
        return tail, (predicate.left, predicate.cut)
    noun = _noun_of(prep)
    return [*tail, predicate.lower, prep.lower], _stretch(noun)


def _noun_of(prep: Word) -> Word | None:
    return prep.child("pobj", "pcomp")


def _selected_prep(clause: Clause) -> Word | None:
    """The first preposition after the verb whose noun is what the verb is about, not when it happened."""
    for child in clause.verb.children:
        if (
            child.dep in {"prep", "dative"}
            and child.i > clause.verb.i
            and child.lower
            not in {"during", "since", "until", "after", "before", "despite", "because", "while", "according"}
        ):
            noun = _noun_of(child)
            if noun is not None and not _timely(noun):
                return child
    return None


TIMELY = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "morning",
        "afternoon",
        "evening",
        "night",
        "week",
        "month",
        "year",
        "day",
        "hour",
        "minute",
        "second",
        "decade",
        "century",
        "weekend",
        "time",
        "days",
        "weeks",
        "months",
        "years",
        "hours",
        "minutes",
        "seconds",
    ]
)


def _timely(noun: Word) -> bool:
    return noun.lower in TIMELY or (noun.tag == "CD" and noun.text.isdigit() and len(noun.text) == 4)  # noqa: PLR2004 - a year


def _prepositional(verb: Word, prep: Word) -> tuple[list[str], Stretch | None]:
    noun = _noun_of(prep)
    inner = _inner(verb, prep, noun)
    if noun is None or inner is None:
        return [prep.lower], _stretch(noun)
    below = _noun_of(inner)
    said = [prep.lower, *[c.lower for c in noun.kids("amod")], noun.lower, inner.lower]
    return said, _stretch(below)


def _inner(verb: Word, prep: Word, noun: Word | None) -> Word | None:
    """A bare noun between two prepositions is part of the relation: "in talks with both"."""
    if noun is None or noun.lower not in words("bare-in") or noun.child("det", "poss", "nummod", "cc", "compound"):
        return None
    candidates = [c for c in noun.children if c.dep == "prep" and _noun_of(c)]
    if not candidates and verb.lemma in {"be", "remain", "stay"}:
        candidates = [c for c in verb.children if c.dep == "prep" and c.i > prep.i and _noun_of(c)]
    return candidates[0] if candidates else None


def _light(verb: Word, target: Word) -> tuple[list[str], Stretch | None] | None:
    """Verb, noun and preposition that say together what was done: "made an offer on"."""
    if verb.lemma not in words("light-verbs") or target.lower not in words("light-nouns") or target.child("poss"):
        return None
    preps = [
        c
        for c in (*target.children, *verb.children)
        if c.dep == "prep"
        and c.i > target.i
        and c.lower not in {"of", "for", "in", "at", "after", "before", "during", "since"}
    ]
    prep = preps[0] if preps else None
    noun = _noun_of(prep) if prep is not None else None
    if prep is None or noun is None or _timely(noun):
        return None
    return [target.lower, prep.lower], _stretch(noun)


def _stretch(word: Word | None) -> Stretch | None:
    return None if word is None else (word.left, max(word.cut, word.i))
