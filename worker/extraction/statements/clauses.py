"""The clauses of a sentence: one per predicate, with its subject and how that subject was settled.

A clause has a ``head``, the verb that carries the auxiliaries and the subject, and a ``verb``, the one that carries the
objects. They differ where a verb such as "plan" or "continue" only says something about the verb below it.
"""

from dataclasses import dataclass, field
from typing import Literal

from worker.extraction.statements.lexicon import Control, attitudes, controls, object_controls, plan_nouns, words
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
    negated: Word | None = None
    minor: bool = False
    accusation: Word | None = None

    @property
    def passive(self) -> bool:
        """Whether the object stands in the subject's place."""
        if self.verb.child("nsubjpass", "auxpass"):
            return True
        if self.verb is self.head or self.verb.dep == "conj":
            return any(a.dep == "auxpass" for a in self.aux) or self.reduced
        return False

    @property
    def object_free(self) -> bool:
        """Whether nothing undergoes what the verb says."""
        return self.verb.child("dobj", "attr", "ccomp") is None

    @property
    def reduced(self) -> bool:
        """A participle without auxiliary: "the man arrested on Friday"."""
        return self.verb.tag == "VBN" and self.by == "participle" and not self.verb.child("dobj", "aux")


def read_clauses(tree: Tree) -> list[Clause]:
    """The clauses of a sentence, each after the one that it depends on."""
    reader = _Reader()
    for word in tree.order:
        reader.read(word)
    return reader.clauses


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
        """Prepositions, adjectives and nouns lead from a clause to the verb below them."""
        if word.dep == "prep" and word.head.pos in {"NOUN", "PROPN"} and not _charges(word):
            return
        if word.dep in {"prep", "acomp", "advmod", "agent", "prt", "oprd", "attr", "dative", "dobj", "pobj", *SUBJECTS}:
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
                clause.negated = _shared_negation(clause, above)
            if above.head.dep == "relcl" or above.by == "participle":
                clause.by = above.by
        elif dep == "acl" and is_infinitive(word):
            _planned(clause, above)
        elif dep == "acl" and word.tag in {"VBG", "VBN"}:
            clause.subject, clause.by = word.head, "participle"
        elif dep == "advcl" and above is not None and word.tag in {"VBG", "VBN"}:
            clause.subject, clause.by = above.subject, "participle"
        elif dep == "pcomp" and above is not None and word.tag == "VBG":
            clause.subject, clause.by = _gerund_subject(word, above), "participle"
            _accused(clause, above)
        elif dep in {"xcomp", "ccomp"} and above is not None:
            _controlled(clause, above)


def _predicate(word: Word) -> bool:
    if not word.verbal or word.dep in NO_PREDICATE:
        return False
    if word.dep == "conj" and not word.head.verbal:
        return word.child(*SUBJECTS) is not None
    if word.dep == "pcomp":
        return word.tag == "VBG" and word.head.lower in GERUND_PREPS and word.head.head.dep != "acomp"
    if word.dep == "acl" and is_infinitive(word):
        return word.head.lemma in plan_nouns()
    return not (word.dep == "advcl" and is_infinitive(word) and word.child(*SUBJECTS) is None)


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


def _shared_negation(clause: Clause, above: Clause) -> Word | None:
    """The verb whose "not" holds for this one too: "did not eat or drink", but not "did not eat but drank"."""
    joined_by = {c.lower for c in above.head.kids("cc")}
    return above.negated or above.head if clause.aux and "but" not in joined_by else None


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


def _foretold(clause: Clause, above: Clause) -> None:
    """What an adjective says about a clause: "it is unlikely that the bill will pass"."""
    adjective = above.verb.child("acomp")
    effect = controls().get(adjective.lower) if adjective is not None else None
    if effect is not None and effect.modality in {"predicted", "possible"}:
        clause.effects.append(effect)
        above.silent = True


def _planned(clause: Clause, above: Clause | None) -> None:
    """Who plans is who owns the plan, or else who makes it known: "its plan to close", "announced plans to close"."""
    noun = clause.head.head
    clause.effects = [plan_nouns()[noun.lemma][0]]
    clause.minor = not plan_nouns()[noun.lemma][1]
    owner = noun.child("poss")
    if owner is not None:
        clause.subject, clause.by = owner, "control"
    elif above is not None and noun.dep not in SUBJECTS and not above.passive:
        clause.subject, clause.by = above.subject, "control"


def _charges(prep: Word) -> bool:
    """Whether a preposition on the object belongs to the verb: "accused the firm of hiding it"."""
    upper = prep.head.head.lemma
    return prep.lower in {"of", "from", "with"} and any(
        upper in words(name) for name in ("accusations", "acquittals", "preventions")
    )


def _accused(clause: Clause, above: Clause) -> None:
    """What the verb above says about a deed: "accused him of hiding it", "stopped them from leaving"."""
    upper, prep = above.verb.lemma, clause.head.head.lower
    if prep in {"of", "with"} and upper in words("accusations"):
        clause.accusation = above.verb
    elif prep in {"of", "from"} and (upper in words("preventions") or upper in words("acquittals")):
        clause.effects.append(Control(False, None, None, "-"))


def _controlled(clause: Clause, above: Clause) -> None:
    """The object of the verb above is the subject here: "urged Israel to stop"."""
    upper = clause.head.head
    effect = object_controls().get(upper.lemma)
    actor = above.subject if above.passive else upper.child("dobj", "dative") or _asked(upper)
    if effect is None or actor is None:
        return
    clause.subject, clause.by = actor, "control"
    clause.effects = [effect]


def _asked(upper: Word) -> Word | None:
    """Whom a verb asks through a preposition: "called on the minister to resign"."""
    prep = next((c for c in upper.kids("prep") if c.lower in {"on", "upon", "for", "to", "with"}), None)
    return prep.child("pobj") if prep is not None else None


def _lend(clause: Clause, above: Clause) -> None:
    """What the verb above says about this clause: belief, demand, denial, a question."""
    word = clause.head
    if word.dep not in {"ccomp", "xcomp"} or clause.by == "control":
        return
    upper = word.head.lemma
    if upper == "be":
        _foretold(clause, above)
    if clause.by == "own" and upper in object_controls() and is_infinitive(word):
        clause.effects.append(object_controls()[upper])
        clause.by = "control"
        above.silent = above.silent or (upper in attitudes() and attitudes()[upper].silent)
    elif upper in attitudes() and word.head is above.verb:
        attitude = attitudes()[upper]
        clause.effects.append(Control(False, None, attitude.modality, attitude.polarity))
        clause.accusation = above.head if attitude.silent and not above.passive else None
        above.silent = above.silent or attitude.silent
