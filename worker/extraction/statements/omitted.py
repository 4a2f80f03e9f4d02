"""What is left out: clauses that say nothing of anyone, or tell of what may not have been."""

from worker.contract.facts import Statement
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Factuality
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Tree, Word, is_infinitive

# Verbs that say nothing by themselves: "officials say", "I promise".
MERE_SPEECH = frozenset(
    ("say", "tell", "hear", "add", "deny", "promise", "ask", "write", "text", "tweet", "joke", "call", "do")
)
REFLEXIVE = frozenset(("itself", "himself", "herself", "themselves", "myself", "ourselves", "yourself"))
WHATEVER = frozenset(("what", "whatever", "whoever", "whichever", "whomever"))


def is_untold(clause: Clause, facts: Factuality) -> bool:
    """Whether a deed may lie behind or ahead, or only measures something: "faster than thought".

    "Could return after missing six games" tells of the past, "will resign after meeting the king" of the future.
    """
    after = clause.head.dep == "pcomp" and clause.head.head.lower == "after" and facts.tense == "future"
    return after or (clause.head.tag == "VBN" and any(c.lower == "than" for c in clause.head.kids("mark")))


def serves_purpose(clause: Clause) -> bool:
    """Whether the clause stands below an infinitive that only gives a purpose: "sold land to make the numbers work"."""
    return clause.parent is None and clause.head.dep in {"ccomp", "xcomp"} and is_infinitive(clause.head.head)


def says_nothing(tree: Tree, clause: Clause, statement: Statement) -> bool:
    """A subject broken off, an ellipsis ("None were."), or a participle that is a noun ("twelve of the 48 injured")."""
    if any(w.text == ":" for w in _between(tree, clause)) or _of_no_one(tree, clause, statement):
        return True
    if _of_nothing(clause, statement):
        return True
    subject = clause.subject
    counted = subject is not None and subject.tag == "CD" and clause.reduced
    return counted and subject is not None and subject.dep == "pobj" and clause.verb.right == clause.verb.i


def _of_no_one(tree: Tree, clause: Clause, statement: Statement) -> bool:
    """Whether the subject is broken off, points back at another, or asks who it is."""
    said = statement.subject.text.lower().split()
    if statement.subject.span is not None and (not said or said[-1] in words("loose-ends") or said[0] in REFLEXIVE):
        return True
    return clause.by == "own" and statement.subject.text.lower() in WHATEVER | {"who"} and not tree.question


def _of_nothing(clause: Clause, statement: Statement) -> bool:
    """Whether what is done or undergone is not said: "officials say", "whatever they say", "they have to do"."""
    target = statement.object
    if target is not None:
        return target.text.lower() in WHATEVER or (statement.relation == "have" and target.text.startswith("to "))
    mere = statement.relation in MERE_SPEECH and clause.by != "relative"
    return mere or statement.subject.span is None or _is_only(clause, statement)


def _is_only(clause: Clause, statement: Statement) -> bool:
    """Whether a copula says nothing of its subject: "None were.", "We are not there yet.", "As it should be"."""
    if statement.relation != "be" or clause.verb.child("expl") is not None:
        return False
    behind = (c for c in clause.verb.children if c.i > clause.verb.i and c.dep not in {"punct", "advcl", "conj", "cc"})
    return all(c.dep in {"advmod", "neg"} and c.lower in words("asides") for c in behind)


def _between(tree: Tree, clause: Clause) -> list[Word]:
    """The words from the subject to the verb behind it: a colon there parts two sayings, as headlines have them."""
    return tree.words[clause.subject.i : clause.head.i] if clause.subject is not None and clause.by == "own" else []
