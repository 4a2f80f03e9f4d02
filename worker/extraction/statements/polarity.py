"""Polarity of a clause: whether words of its own, of its subject or of its object deny it."""

from worker.contract.facts import Polarity
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import denials, words
from worker.extraction.statements.tree import Tree, Word


def read_polarity(tree: Tree, clause: Clause) -> Polarity:
    """Whether a clause is said to be so, "+", or not to be so, "-"."""
    minus = False
    for effect in clause.effects:
        minus ^= effect.polarity == "-"
    if tree.denying:
        minus ^= _denied(tree, clause)
        minus |= _nor(clause.verb)
    return "-" if minus else "+"


def _denied(tree: Tree, clause: Clause) -> bool:
    """Whether words of the sentence deny the clause: an odd number of them."""
    minus = False
    for verb in (clause.negated, *{clause.head, clause.verb, *clause.kept}):
        deniers = [c for c in verb.children if c.lower in denials() or c.lower == "longer"] if verb is not None else ()
        minus ^= any(_negates(tree, c) for c in deniers)
    link = clause.head.head if clause.head.dep == "pcomp" else None
    minus ^= link is not None and (link.lower == "without" or any(c.lower == "instead" for c in link.children))
    minus ^= _dispreferred(clause.head) or _nearly(clause.verb)
    judged = clause.verb.child("oprd", "acomp", "ccomp", "xcomp") if clause.verb.lemma in words("judging") else None
    judged = judged if judged is not None and not judged.verbal else None
    minus ^= judged is not None and judged.child("neg") is not None
    nouns = [clause.subject, *(c for c in clause.verb.kids("dobj", "attr", "nsubjpass") if c is not clause.subject)]
    return minus ^ any(says_nobody(tree, noun) for noun in nouns)


def _nor(verb: Word) -> bool:
    """Whether the verb is the second of two that are denied: "neither confirmed nor denied"."""
    return _joined_by(verb) == "nor"


def _nearly(verb: Word) -> bool:
    """Whether it came close and did not happen: "nearly collapsed"; "nearly doubled" only rounds."""
    if not [c for c in verb.children if c.lower in {"nearly", "almost"} and c.i == verb.i - 1]:
        return False
    return verb.lemma not in words("multiplying") and not any(
        c.pos == "NUM" or c.child("nummod") for c in verb.children
    )


def _dispreferred(verb: Word) -> bool:
    """Whether something else was done: "resigned rather than face a vote"."""
    return _joined_by(verb) == "than"


def _joined_by(verb: Word) -> str | None:
    """The word that joins a verb to the one before it."""
    before = [c for c in verb.head.kids("cc") if verb.head.i < c.i < verb.i] if verb.dep == "conj" else []
    return before[-1].lower if before else None


def _negates(tree: Tree, word: Word) -> bool:
    if word.dep in {"neg", "advmod", "preconj", "cc"} and word.lower in words("negators"):
        return _next(tree, word) not in words("not-negation")
    return word.lower == "longer" and word.i > 0 and tree.words[word.i - 1].lower == "no"


def _next(tree: Tree, word: Word) -> str:
    return tree.words[word.i + 1].lower if word.i + 1 < len(tree.words) else ""


def says_nobody(tree: Tree, word: Word | None) -> bool:
    """Whether a noun denies what is said of it: "nobody", "no one", "not all members", "neither side"."""
    if word is None:
        return False
    if word.lower in words("nobodies"):
        return True
    first = tree.words[word.left]
    if first.lower == "not" and _next(tree, first) in words("wholes"):
        return True
    if first.lower == "no" and first.i < word.i:
        return _next(tree, first) not in words("no-quantity")
    deniers = [c for c in word.children if c.lower in {"no", "neither"} and c.dep in {"det", "neg", "preconj"}]
    return any(_next(tree, c) not in words("no-quantity") for c in deniers)
