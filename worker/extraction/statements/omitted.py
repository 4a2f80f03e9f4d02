"""What is left out: clauses that say nothing of anyone, or tell of what may not have been."""

from worker.extraction.statements.clauses import SUBJECTS, Clause
from worker.extraction.statements.factuality import Factuality
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.surroundings import Phrase
from worker.extraction.statements.tree import Tree, Word, is_infinitive

# The subject and the object of a clause.
Arguments = tuple[Phrase, Phrase | None]


def is_untold(tree: Tree, clause: Clause, facts: Factuality, above: Factuality | None) -> bool:
    """Whether a deed may lie behind or ahead, does not stand by itself, or is no news; ``above`` is what is said of the upper clause.

    "Could return after missing six games" tells of the past, "will resign after meeting the king" of the future.
    """
    head = clause.head
    if head.tag == "VBN":
        aside = _is_reduced_aside(clause) or _sources(clause)
    else:
        aside = head.tag == "VBG" and _spells_out(tree, clause)
    if aside or (head.dep == "relcl" and (_is_sought(clause, above) or _takes_up_clause(clause))):
        return True
    return head.dep == "pcomp" and head.head.lower == "after" and facts.tense == "future"


def _spells_out(tree: Tree, clause: Clause) -> bool:
    """Whether a participle only says what the charge before it is: "was cleared of a third charge, perverting justice"."""
    first = clause.head.left
    if first <= 1 or tree.words[first - 1].text != ",":
        return False
    return clause.by == "participle" and tree.words[first - 2].lemma in words("charge-nouns")


def _takes_up_clause(clause: Clause) -> bool:
    """Whether "which" takes up a whole clause: "once the sale is completed, which is expected in May"."""
    subject = clause.subject
    return clause.by == "relative" and subject is not None and subject.verbal and subject.tag != "VBG"


def _is_reduced_aside(clause: Clause) -> bool:
    """Whether a participle stands for a whole clause: "faster than thought", "faces ten years if convicted"."""
    marks = {c.lower for c in clause.head.kids("mark", "advmod")}
    whole = clause.head.dep != "advcl" or clause.head.child(*SUBJECTS) is not None
    return "than" in marks or (not whole and not marks.isdisjoint(words("conditions")))


def _is_sought(clause: Clause, above: Factuality | None) -> bool:
    """Whether the clause describes what there is not: "could not find a structure that satisfied everyone"."""
    if above is None or above.polarity == "+":
        return False
    noun = clause.head.head
    return noun.dep in {"dobj", "attr"} and any(c.lower in {"a", "an", "any", "no"} for c in noun.kids("det"))


def _sources(clause: Clause) -> bool:
    """Whether the clause only says whence it is known: "according to documents seen by the paper"."""
    noun = clause.head.head
    if clause.head.dep != "acl" or noun.dep != "pobj":
        return False
    return noun.head.lower == "to" and any(c.lower == "according" for c in (noun.head.head, *noun.head.children))


def serves_purpose(clause: Clause) -> bool:
    """Whether the clause stands below an infinitive that only gives a purpose: "sold land to make the numbers work"."""
    return clause.parent is None and clause.head.dep in {"ccomp", "xcomp"} and is_infinitive(clause.head.head)


def says_nothing(tree: Tree, clause: Clause, relation: str, arguments: Arguments) -> bool:
    """Whether a clause with such a subject and such an object says nothing: a subject broken off, an ellipsis ("None were."), or a participle that is a noun ("twelve of the 48 injured")."""
    if (tree.parted and any(w.text == ":" for w in _between(tree, clause))) or _of_no_one(tree, clause, arguments[0]):
        return True
    if _of_nothing(clause, relation, arguments):
        return True
    subject = clause.subject
    if subject is None or not clause.reduced:
        return _is_uncertain(clause)
    if subject.lower in words("stand-ins") or clause.verb.lower in words("attributes") or _suspends(tree, clause):
        return True
    return subject.tag == "CD" and subject.dep == "pobj" and clause.verb.right == clause.verb.i


def _of_no_one(tree: Tree, clause: Clause, subject: Phrase) -> bool:
    """Whether the subject is broken off, points back at another, or asks who it is."""
    if subject.span is None:
        return False
    said = subject.text.lower().split()
    if not said or said[-1] in words("loose-ends") or said[0] in words("reflexives"):
        return True
    asking = len(said) == 1 and (said[0] == "who" or said[0] in words("free-relatives"))
    return asking and clause.by == "own" and not tree.question


def _of_nothing(clause: Clause, relation: str, arguments: Arguments) -> bool:
    """Whether what is done or undergone is not said: "officials say", "whatever they say", "they have to do"."""
    subject, target = arguments
    if clause.verb.lemma in words("responses") and _whole_clause(clause):
        return True
    if target is not None:
        return _has_empty_object(clause, relation, target.text.lower())
    mere = relation in words("mere-verbs") and clause.by != "relative"
    mere |= relation in words("incomplete")
    asked = any(c.lower in words("free-relatives") and c.i < clause.verb.i for c in clause.verb.kids("dobj"))
    return mere or asked or subject.span is None or _is_only(clause, relation)


def _has_empty_object(clause: Clause, relation: str, target: str) -> bool:
    """Whether the object says nothing: "calls itself", "whatever they say", "have to go", "the worst that we have had"."""
    if relation == "have":
        owned = clause.gap is not None and clause.subject is not None and clause.subject.pos == "PRON"
        return owned or target.startswith("to ") or target in words("free-relatives")
    itself = target in words("reflexives") and clause.verb.lemma in words("naming")
    return itself or target in words("free-relatives")


def _is_only(clause: Clause, relation: str) -> bool:
    """Whether a copula says nothing of its subject: "None were.", "We are not there yet.", "As it should be"."""
    if relation != "be" or clause.verb.child("expl") is not None:
        return False
    behind = (c for c in clause.verb.children if c.i > clause.verb.i and c.dep not in {"punct", "advcl", "conj", "cc"})
    return all(c.dep in {"advmod", "neg"} and c.lower in words("asides") for c in behind)


def _between(tree: Tree, clause: Clause) -> list[Word]:
    """The words from the subject to the verb behind it: a colon there parts two sayings, as headlines have them."""
    return tree.words[clause.subject.i : clause.head.i] if clause.subject is not None and clause.by == "own" else []


def _suspends(tree: Tree, clause: Clause) -> bool:
    """Whether the participle says that a sentence is not served, not a person: "jailed for 18 months, suspended for two years"."""
    return clause.verb.lemma == "suspend" and any(w.lower in words("sentences") for w in tree.words[: clause.head.i])


def _is_uncertain(clause: Clause) -> bool:
    """Whether an empty "it" only says how well something is known: "it was not clear who was behind the attack"."""
    if clause.subject is None or clause.subject.lower != "it" or clause.verb.lemma != "be":
        return False
    predicate = clause.verb.child("acomp")
    if predicate is None or predicate.lower not in words("certainties"):
        return False
    return clause.verb.child("ccomp", "csubj") is not None or predicate.child("ccomp", "csubj") is not None


def _whole_clause(clause: Clause) -> bool:
    """Whether "which" after a comma takes up all that was said, not its last noun: "..., which the minister denied"."""
    which = clause.head.child("dobj") if clause.head.dep == "relcl" else None
    return which is not None and which.lower == "which" and not which.children
