"""A clause: one predicate, with its subject and how that subject was settled.

A clause has a ``head``, the verb that carries the auxiliaries and the subject, and a ``verb``, the one that carries the
objects. They differ where a verb such as "plan" or "continue" only says something about the verb below it.
"""

from dataclasses import dataclass, field
from typing import Literal

from worker.extraction.statements.lexicon import Control
from worker.extraction.statements.tree import Word

SubjectBy = Literal["own", "relative", "shared", "control", "participle", "none"]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")


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
    silent: bool = False
    negated: Word | None = None
    minor: bool = False
    accusation: Word | None = None

    @property
    def passive(self) -> bool:
        """Whether the object stands in the subject's place."""
        if self.verb.child("nsubjpass", "auxpass"):
            return True
        if self.verb is self.head or self.verb.dep == "conj":
            return "auxpass" in [a.dep for a in self.aux] or self.reduced
        return False

    @property
    def object_free(self) -> bool:
        """Whether nothing undergoes what the verb says."""
        return self.verb.child("dobj", "attr", "ccomp") is None

    @property
    def reduced(self) -> bool:
        """A participle without auxiliary: "the man arrested on Friday"."""
        return self.verb.tag == "VBN" and self.by == "participle" and not self.verb.child("dobj", "aux")
