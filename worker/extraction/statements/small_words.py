"""Mends of small words that the parse hung wrongly: auxiliaries with a subject, particles with an object, nouns as prepositions."""

from worker.extraction.statements.lexicon import accusing, words
from worker.extraction.statements.phrases import timely
from worker.extraction.statements.tree import Word

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))


def give_subject(helper: Word) -> None:
    """The subject that hangs on the auxiliary: "14" in "61 people have died and 14 are missing"."""
    verb, subject = helper.head, helper.child("nsubj", "nsubjpass") if helper.children else None
    if subject is None or verb.child("nsubj", "nsubjpass", "expl") is not None:
        return
    helper.children.remove(subject)
    subject.head, subject.dep = verb, "nsubjpass" if verb.child("auxpass") else "nsubj"
    verb.children.append(subject)
    verb.children.sort(key=lambda c: c.i)


def take_particle(prep: Word) -> None:
    """A particle with the verb's object below it: "sealed off the area", but not "hold about a third"."""
    if prep.tag != "RP":
        return
    verb, target = prep.head, prep.child("pobj")
    if target is not None and prep.lower in words("approximators") and target.lower in words("fractions"):
        return
    if target is None or not verb.verbal or prep.i != verb.i + 1 or verb.child("dobj") is not None:
        return
    prep.children.remove(target)
    prep.dep, target.dep, target.head = "prt", "dobj", verb
    verb.children.append(target)
    verb.children.sort(key=lambda c: c.i)


def bring_charge(prep: Word) -> None:
    """The charge that hangs on the day before it: "was convicted last month of fraud", "convicted him on Tuesday of fraud"."""
    day = prep.head
    if prep.lower not in {"of", "with"} or day.i + 1 != prep.i or not timely(day):
        return
    verb = day.head if day.dep == "npadvmod" else day.head.head
    if verb.lemma not in accusing() or not verb.verbal:
        return
    day.children.remove(prep)
    prep.head = verb
    verb.children = sorted([*verb.children, prep], key=lambda c: c.i)


def join_name(noun: Word) -> None:
    """A noun read as a preposition inside one long name: "by the U.S. buyout firm Kestrel Partners"."""
    if noun.tag not in NOUNS:
        return
    upper, name = noun.head, noun.child("pobj", "dobj")
    before = next((c for c in reversed(upper.children) if c.i < noun.i), None)
    first = before.child("pobj") if before is not None else None
    if name is None or before is None or first is None or first.i + 1 != noun.i or first.tag not in NOUNS:
        return
    upper.children.remove(noun)
    noun.children.remove(name)
    before.children.remove(first)
    before.children.append(name)
    name.children[:0] = [first, noun]
    name.head, name.dep = before, "pobj"
    for word in (first, noun):
        word.head, word.dep = name, "compound"
