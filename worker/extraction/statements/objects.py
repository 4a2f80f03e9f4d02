"""The direct object of a verb, and where its words end before what is said of it."""

from worker.extraction.statements.lexicon import accusing, words
from worker.extraction.statements.phrases import Stretch, timely
from worker.extraction.statements.tree import Word

# Words from "signed" to "rejected" in "neither signed nor rejected the draft".
NEXT_BUT_ONE = 2


def direct_object(verb: Word) -> Word | None:
    """The noun that the verb acts on, says its subject is, or measures it by ("fell 4%"); None where it has none behind it."""
    punished = verb.child("dative") if verb.lemma == "fine" else None
    if punished is not None and punished.dep == "dative" and punished.pos in {"NOUN", "PROPN", "PRON"}:
        return punished  # "fined the bank $2 billion"
    target = verb.child("dobj", "attr") or _shared_object(verb)
    if target is not None and target.i < verb.i:
        return None
    measure = verb.child("npadvmod")
    if measure is not None and measure.i > verb.i and (not timely(measure) or _is_term(verb, measure)):
        score = target is not None and target.tag == "CD" and measure.pos == "PROPN"
        if score or (target is None and (measure.child("nummod", "quantmod") or measure.lower == "%")):
            return measure
    return target


def _shared_object(verb: Word) -> Word | None:
    """The object behind the second of two verbs: "neither signed nor rejected the draft"."""
    second = verb.child("conj") if verb.child("preconj") is not None else None
    return second.child("dobj") if second is not None and second.i == verb.i + NEXT_BUT_ONE else None


def _is_term(verb: Word, measure: Word) -> bool:
    """Whether a length of time is what one gets: "faces up to ten years", "received six months"."""
    return verb.lemma in words("terms") and measure.child("nummod", "quantmod") is not None


def object_stretch(verb: Word, target: Word) -> Stretch:
    """The object, without what the parse hung on it: "convicted Smith of murder", "won 46 percent and Monteiro 41"."""
    first, last = target.left, target.cut
    other = target.child("conj")
    joined_by = target.child("cc")
    if other is not None and joined_by is not None and other.pos == "PROPN" and target.child("nummod"):
        last = joined_by.i - 1
    charges = [c for c in target.kids("prep") if c.lower in {"of", "with", "for"}] if verb.lemma in accusing() else []
    if charges:
        last = charges[0].left - 1
    return first, min(last, _said_of(verb, target))


def _said_of(verb: Word, target: Word) -> int:
    """Where the object ends before what is said of it: "called the ruling “a disgrace”", "dismissed the bid as low", "found him alive"."""
    for child in target.children:
        named = child.dep == "appos" and verb.lemma in words("naming") and child.left > target.i
        cast = child.dep == "prep" and child.lower == "as" and verb.lemma in words("as-verbs")
        found = child.dep in {"amod", "acl"} and child.i == target.i + 1 and child.lower in words("resultatives")
        if named or cast or found:
            return child.left - 1
    return target.right


def small_clause(verb: Word) -> tuple[Word, Word] | None:
    """An adjective said of the object: "found Smith guilty" is "find guilty", of Smith."""
    predicate = verb.child("ccomp", "xcomp", "oprd")
    if predicate is None or predicate.tag != "JJ" or predicate.i < verb.i or predicate.lower == "worth":
        return None
    noun = predicate.child("nsubj", "npadvmod") or verb.child("dobj")
    return (predicate, noun) if noun is not None else None
