"""The clauses of a sentence: one per predicate, with its subject and how that subject was settled.

A clause has a ``head``, the verb that carries the auxiliaries and the subject, and a ``verb``, the one that carries the
objects. They differ where a verb such as "plan" or "continue" only says something about the verb below it.
"""

from dataclasses import dataclass, field
from typing import Literal

from worker.extraction.statements.lexicon import Control, attitudes, controls, object_controls
from worker.extraction.statements.tree import Tree, Word, is_infinitive

SubjectBy = Literal["own", "relative", "shared", "control", "participle", "none"]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NO_PREDICATE = frozenset(
    [
        "aux",
        "auxpass",
        "amod",
        "compound",
        "nmod",
        "prep",
        "mark",
        "prt",
        "advmod",
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "poss",
        "case",
        "det",
        "attr",
        "nummod",
    ]
)
RELATIVE = frozenset(["who", "whom", "which", "that"])
GERUND_PREPS = frozenset(
    ["after", "before", "by", "while", "without", "since", "when", "despite", "of", "for", "from", "with", "in", "to"]
)


@dataclass(slots=True, eq=False)
class Clause:
    """One predicate with what it takes from other clauses.

    ``gap`` is the noun that a relative clause leaves out as its object; ``kept`` are the verbs above ``verb`` that stay in
    the relation; ``effects`` what the verbs above say about it.
    """

    head: Word
    verb: Word
    subject: Word | None = None
    by: SubjectBy = "none"
    gap: Word | None = None
    kept: list[Word] = field(default_factory=list)
    effects: list[Control] = field(default_factory=list)
    aux: list[Word] = field(default_factory=list)
    parent: "Clause | None" = None
    link: Word | None = None
    silent: bool = False

    @property
    def passive(self) -> bool:
        """Whether the object stands in the subject's place."""
        if self.verb.child("nsubjpass", "auxpass"):
            return True
        if self.verb is self.head or self.verb.dep == "conj":
            return any(a.dep == "auxpass" for a in self.aux) or self.reduced
        return False

    @property
    def reduced(self) -> bool:
        """A participle without auxiliary: "the man arrested on Friday"."""
        return self.verb.tag == "VBN" and self.by == "participle" and not self.verb.child("dobj", "aux")


def read_clauses(tree: Tree) -> list[Clause]:
    """The clauses of a sentence in the order of the text."""
    reader = _Reader()
    for word in tree.order:
        reader.read(word)
    return sorted(reader.clauses, key=lambda clause: clause.verb.i)


class _Reader:
    """Reads heads before their children, so that a clause finds the clause above it settled."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self._of: dict[int, Clause] = {}

    def read(self, word: Word) -> None:
        above = self._of.get(word.head.i) if word.head is not word else None
        if not _predicate(word):
            if above is not None and word.head is not word:
                self._pass_on(word, above)
            return
        if word.dep == "xcomp" and above is not None and self._extend(word, above):
            return
        if word.dep == "conj" and above is not None and _continues_chain(word, above):
            clause = Clause(
                above.head, word, above.subject, above.by, None, above.kept[:], above.effects[:], above.aux, above, None
            )
        else:
            clause = self._start(word, above)
        self._keep(word, clause)

    def _pass_on(self, word: Word, above: Clause) -> None:
        """Prepositions and adjectives lead from a clause to the verb below them."""
        if word.dep in {"prep", "acomp", "advmod", "agent", "prt", "oprd", "attr", "dative"}:
            self._of[word.i] = above

    def _keep(self, word: Word, clause: Clause) -> None:
        self._of[word.i] = clause
        self.clauses.append(clause)

    def _extend(self, word: Word, above: Clause) -> bool:
        """Take the verb into the clause above where that one only speaks about it."""
        upper = word.head
        effect = controls().get(upper.lemma) if upper.lemma != "be" or is_infinitive(word) else None
        if effect is None or above.verb not in {upper, upper.head} or word.child(*SUBJECTS) or _has_object(upper):
            return False
        if upper.lemma == "go" and upper.tag != "VBG":
            return False
        above.effects.append(effect)
        if effect.kept:
            above.kept.append(upper)
        above.verb = word
        self._of[word.i] = above
        return True

    def _start(self, word: Word, above: Clause | None) -> Clause:
        clause = Clause(word, word, aux=[c for c in word.children if c.dep in {"aux", "auxpass"}], parent=above)
        clause.link = word.child("mark")
        own = word.child(*SUBJECTS)
        if own is not None:
            self._own_subject(clause, own)
        elif word.child("expl") is not None:
            clause.subject, clause.by = word.child("attr", "dobj"), "own"
        else:
            self._borrow_subject(clause, above)
        if word.dep == "relcl" and clause.gap is None:
            clause.gap = _gap(word)
        if above is not None:
            _lend(clause, above)
        return clause

    def _own_subject(self, clause: Clause, own: Word) -> None:
        word = clause.head
        if own.lower in RELATIVE and word.dep in {"relcl", "ccomp"} and not word.head.verbal:
            clause.subject, clause.by = word.head, "relative"
        else:
            clause.subject, clause.by = own, "own"

    def _borrow_subject(self, clause: Clause, above: Clause | None) -> None:
        word, dep = clause.head, clause.head.dep
        if dep == "conj" and above is not None:
            clause.subject, clause.by = above.subject, "shared"
            if not clause.aux and (word.tag == above.head.tag or word.tag in {"VB", "VBN"} or word.tag == "VBG"):
                clause.aux, clause.effects = _shared_aux(word, above), _shared_effects(above)
            if above.head.dep == "relcl" or above.by == "participle":
                clause.by = above.by
        elif dep == "acl" and word.tag in {"VBG", "VBN"}:
            clause.subject, clause.by = word.head, "participle"
        elif dep == "advcl" and above is not None and word.tag in {"VBG", "VBN"}:
            clause.subject, clause.by = above.subject, "participle"
        elif dep == "pcomp" and above is not None and word.tag == "VBG":
            clause.subject, clause.by = _gerund_subject(word, above), "participle"
        elif dep in {"xcomp", "ccomp"} and above is not None:
            _controlled(clause, above)


def _predicate(word: Word) -> bool:
    if not word.verbal or word.dep in NO_PREDICATE:
        return False
    if word.dep == "conj" and not word.head.verbal:
        return word.child(*SUBJECTS) is not None
    if word.dep == "pcomp":
        return word.tag == "VBG" and word.head.lower in GERUND_PREPS
    return not (word.dep in {"acl", "advcl"} and is_infinitive(word) and word.child(*SUBJECTS) is None)


def _continues_chain(word: Word, above: Clause) -> bool:
    """Whether a second verb stands under the same verbs as the first: "plans to close and sell"."""
    return (
        above.verb is word.head
        and above.verb is not above.head
        and word.tag in {"VB", "VBG"}
        and not word.child(*SUBJECTS)
    )


def _shared_aux(word: Word, above: Clause) -> list[Word]:
    if word.tag == "VBD" or (word.tag == "VBN" and above.verb.tag not in {"VBN", "VBD"}):
        return []
    return above.aux


def _shared_effects(above: Clause) -> list[Control]:
    return [] if above.verb is not above.head else above.effects[:]


def _gap(word: Word) -> Word | None:
    """The noun that a relative clause leaves out as its object, or None where the clause has all it needs."""
    if word.child("dobj", "attr", "acomp", "ccomp", "xcomp", "nsubjpass", "auxpass", "advmod"):
        relative = word.child("dobj", "attr")
        return word.head if relative is not None and relative.lower in RELATIVE else None
    subject = word.child("nsubj")
    if subject is None or subject.lower in RELATIVE:
        return None
    return word.head


def _has_object(word: Word) -> bool:
    return word.child("dobj", "dative") is not None


def _gerund_subject(word: Word, above: Clause) -> Word | None:
    """After "of" and "from" the object acts ("accused him of hiding it"), after the others the subject."""
    if word.head.lower in {"of", "from"}:
        return (above.subject if above.passive else above.verb.child("dobj")) or above.subject
    return above.subject


def _controlled(clause: Clause, above: Clause) -> None:
    """The object of the verb above is the subject here: "urged Israel to stop"."""
    upper = clause.head.head
    effect = object_controls().get(upper.lemma)
    actor = above.subject if above.passive else upper.child("dobj", "dative")
    if effect is None or actor is None:
        return
    clause.subject, clause.by = actor, "control"
    clause.effects = [effect]


def _lend(clause: Clause, above: Clause) -> None:
    """What the verb above says about this clause: belief, demand, denial, a question."""
    word = clause.head
    if word.dep not in {"ccomp", "xcomp"} or clause.by == "control":
        return
    upper = word.head.lemma
    if clause.by == "own" and upper in object_controls() and is_infinitive(word):
        clause.effects.append(object_controls()[upper])
        clause.by = "control"
    elif upper in attitudes() and word.head is above.verb:
        attitude = attitudes()[upper]
        sign = attitude.polarity
        clause.effects.append(Control(False, None, attitude.modality, sign))
        above.silent = above.silent or attitude.silent
