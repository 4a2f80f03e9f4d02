"""What a verb says of its object beside it: the sentence, the charge, the office, the thing given, the buyer."""

from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import accusing, words
from worker.extraction.statements.objects import object_stretch, small_clause
from worker.extraction.statements.phrases import Stretch, is_idiom, noun_of, stretch_of, timely
from worker.extraction.statements.tree import Word

# Prepositions that bring it behind any verb, and those that do so behind verbs of accusing, judging and punishing alone.
LINKS, CHARGES = frozenset(("to", "of", "from", "into")), frozenset(("with", "for"))

# Prepositions of a day that may stand before it: "was charged on Monday with murder".
DATING = frozenset(("on", "in", "at"))


def complement_of(clause: Clause) -> Stretch | None:
    """The words that complete verb and object: "was sentenced to six years", "was given a warning", "was elected mayor"."""
    verb = clause.verb
    small = small_clause(verb)
    judged = small[0] if small is not None else verb.child("acomp") if verb.lemma in words("confessions") else None
    if judged is not None:
        return _first(judged, verb)  # "found him guilty of murder", "pleaded not guilty to a charge of bribery"
    if clause.passive:
        given = verb.child("dobj", "oprd", "acomp")
        if given is not None and given.i > verb.i:
            return _first(given, verb) if given.tag == "JJ" else object_stretch(verb, given)
    elif verb.child("dobj") is None or verb.lemma in words("light-verbs"):
        return None
    return _first(verb, verb)


def _first(upper: Word, verb: Word) -> Stretch | None:
    """The noun of the first preposition behind a verb, or behind the adjective that judges, where it completes what is said."""
    for prep in upper.children:
        noun = noun_of(prep) if prep.dep in {"prep", "dative"} and prep.i > upper.i else None
        if noun is not None and (prep.lower not in DATING or not timely(noun)):
            return stretch_of(noun) if _completes(verb, prep, noun) else None
    return None


def _completes(verb: Word, prep: Word, noun: Word) -> bool:
    if prep.lower == "as":
        return verb.lemma in words("as-verbs")
    if verb.lemma in accusing() or verb.lemma in words("sanctions"):
        return prep.lower in LINKS or prep.lower in CHARGES
    measured = noun.tag == "CD" or noun.child("nummod") is not None or timely(noun)
    return prep.lower in LINKS and not measured and not is_idiom(verb, prep, noun)
