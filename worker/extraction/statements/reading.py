"""The clauses of a sentence, one per predicate, read from the head of the sentence downwards."""

from worker.extraction.statements.borrowing import (
    accused,
    charges,
    confesses,
    controlled,
    gap_of,
    gerund_subject,
    lend,
    planned,
    ruled_out,
    shared_aux,
    shared_effects,
    shared_negation,
)
from worker.extraction.statements.clauses import SUBJECTS, Clause
from worker.extraction.statements.lexicon import Control, controls, plan_nouns, words
from worker.extraction.statements.phrases import timely
from worker.extraction.statements.relatives import antecedent
from worker.extraction.statements.tree import VERBAL, Tree, Word, is_infinitive

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
OUTCOME = Control(kept=False, tense="past", modality=None, polarity="+")
# Arcs that lead from a clause to the verb below it.
LEADING = frozenset(
    ["prep", "acomp", "advmod", "agent", "prt", "oprd", "attr", "dative", "dobj", "pobj", *SUBJECTS],
)
YET = Control(kept=False, tense="past", modality=None, polarity="-")


def read_clauses(tree: Tree) -> list[Clause]:
    """The clauses of a sentence, each after the one that it depends on."""
    reader = _Reader()
    for word in tree.order:
        if word.tag in VERBAL and _predicate(word):
            reader.read(word)
        elif word.children and (word.dep in LEADING or (word.dep == "ccomp" and word.tag == "JJ")):
            reader.pass_on(word)
    return reader.clauses


class _Reader:
    """Reads heads before their children, so that a clause finds the clause above it settled."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self._of: dict[int, Clause] = {}

    def read(self, word: Word) -> None:
        """The clause of a predicate, or what it adds to the one above it."""
        above = self._of.get(word.head.i) if word.head is not word else None
        helped = word.dep == "ccomp" and word.tag == "VB" and word.head.lemma == "help" and not word.child(*SUBJECTS)
        if (word.dep == "xcomp" or helped) and above is not None and self._extend(word, above):
            return
        if word.dep == "conj" and above is not None and _continues_chain(word, above):
            clause = Clause(
                above.head, word, above.subject, above.by, None, above.kept[:], above.effects[:], above.aux, above
            )
        else:
            clause = self._start(word, above)
        self._keep(word, clause)

    def pass_on(self, word: Word) -> None:
        """Prepositions, adjectives and nouns lead from a clause to the verb below them."""
        above = self._of.get(word.head.i)
        if above is None or (word.dep == "prep" and word.head.pos in {"NOUN", "PROPN"} and not charges(word)):
            return
        self._of[word.i] = above

    def _keep(self, word: Word, clause: Clause) -> None:
        self._of[word.i] = clause
        self.clauses.append(clause)

    def _extend(self, word: Word, above: Clause) -> bool:
        """Take the verb into the clause above where that one only speaks about it."""
        upper = word.head
        effect = (
            YET
            if _yet(upper, word)
            else controls().get(upper.lemma)
            if upper.lemma != "be" or is_infinitive(word) or any(c.lower == "to" for c in word.kids("aux"))
            else None
        )
        if effect is None or above.verb not in {upper, upper.head} or word.child(*SUBJECTS):
            return False
        if _open(upper, word) or not _borne_out(upper, word):
            return False
        if upper.lemma == "be" and word.lemma in words("be-to-states") and word.child("dobj", "auxpass") is None:
            return False  # "was to blame"
        if _has_object(upper, word) and upper.lemma not in words("promising"):
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
        own = word.child(*SUBJECTS)
        if own is not None:
            self._own_subject(clause, own)
        elif word.child("expl") is not None:
            clause.subject, clause.by = word.child("attr", "dobj"), "own"
        else:
            self._borrow_subject(clause, above)
        if word.dep == "relcl" and clause.gap is None:
            clause.gap = gap_of(word)
        if above is not None:
            lend(clause, above)
            if word.dep in {"ccomp", "xcomp"} and clause.accusation is None:
                clause.accusation = above.accusation  # "charged with helping him hide it" charges both
        return clause

    def _own_subject(self, clause: Clause, own: Word) -> None:
        word = clause.head
        on_noun = word.dep == "relcl" or (word.dep == "ccomp" and not word.head.verbal)
        if own.lower in words("relative-pronouns") and on_noun and word.head is not word:
            clause.subject, clause.by = antecedent(word.head, own, word), "relative"
        else:
            clause.subject, clause.by = own, "own"

    def _borrow_subject(self, clause: Clause, above: Clause | None) -> None:
        word, dep = clause.head, clause.head.dep
        if dep == "conj" and above is not None:
            clause.subject, clause.by = above.subject, "shared"
            if not clause.aux:
                clause.aux, clause.effects = shared_aux(word, above), shared_effects(above)
                clause.negated = shared_negation(clause, above)
            if above.head.dep == "relcl" or above.by == "participle":
                clause.by = above.by
        elif dep == "acl" and is_infinitive(word):
            planned(clause, above)
        elif dep == "acl" and word.tag in {"VBG", "VBN"}:
            clause.subject, clause.by = word.head, "participle"
        elif dep in {"advcl", "xcomp"} and above is not None and is_infinitive(word) and _won(word):
            clause.subject, clause.by = above.subject, "shared"
            clause.effects = [OUTCOME]
        elif dep == "advcl" and above is not None and word.tag in {"VBG", "VBN"}:
            self._go_on(clause, above)
        elif dep == "pcomp" and above is not None and word.tag == "VBG":
            clause.subject, clause.by = gerund_subject(word, above), "participle"
            accused(clause, above)
        elif dep in {"xcomp", "ccomp"} and above is not None:
            controlled(clause, above)

    def _go_on(self, clause: Clause, above: Clause) -> None:
        """The subject of a participle that goes on from a clause."""
        word = clause.head
        moved = _set_off(word) if word.tag == "VBG" else None
        if moved is not None:
            clause.subject, clause.by = moved, "control"
            return
        told = self._told(word, above)
        clause.subject, clause.by = (told.subject, "participle") if told is not None else (None, "none")
        clause.parent = told or above
        ruled_out(clause, above)

    def _told(self, word: Word, above: Clause) -> Clause | None:
        """The clause that a participle goes on from, or None where the parse hides it.

        Behind "officials said" it is what they tell of, unless their own words end before it; behind "were killed when a
        dam burst" it is the dam.
        """
        if above.passive:
            verbs = (above.verb, *above.verb.kids("conj"))
            dated = [c for v in verbs for c in v.kids("advcl") if v.i < c.i < word.i and c.child(*SUBJECTS)]
            if dated:
                return self._of.get(dated[-1].i)
        content = above.verb.child("ccomp")
        between = (c for c in above.verb.children if c.dep == "punct" and c.text in {"”", '"', "''", "’", "'"})
        spoken = word.lemma in words("speaker-deeds")
        if content is None or spoken or not content.i < above.verb.i < word.i or any(between):
            return above
        return self._of.get(content.i, above)


def _predicate(word: Word) -> bool:
    """Whether a verb form makes a clause."""
    if word.dep in NO_PREDICATE:
        return False
    if word.dep == "conj" and not word.head.verbal:
        return word.child(*SUBJECTS) is not None
    if word.dep == "pcomp":
        owned = word.tag == "VBG" and confesses(word.head)
        return owned or (
            word.tag == "VBG" and word.head.lower in words("gerund-preps") and word.head.head.dep != "acomp"
        )
    if word.dep == "acl" and is_infinitive(word):
        return word.head.lemma in plan_nouns()
    return not (word.dep == "advcl" and is_infinitive(word) and word.child(*SUBJECTS) is None) or _won(word)


def _set_off(word: Word) -> Word | None:
    """The object that the verb above sets going: "shares" in "sending its shares tumbling"."""
    if word.head.lemma not in words("setting-off"):
        return None
    target = word.head.child("dobj")
    return target if target is not None and target.i == word.i - 1 else None


def _won(word: Word) -> bool:
    """Whether an infinitive tells the outcome, not a purpose: "came from behind to beat United", "took two hours to convict him"."""
    upper = word.head
    if upper.lemma == "take" and upper.tag in {"VBD", "VBN"}:
        length, subject = upper.child("dobj", "npadvmod"), upper.child("nsubj")
        return length is not None and timely(length) and subject is not None and subject.lower != "it"
    return word.lemma in words("winning") and upper.lemma in words("rallying") and upper.tag in {"VBD", "VBN", "VBZ"}


def _continues_chain(word: Word, above: Clause) -> bool:
    """Whether a second verb stands under the same verbs as the first: "plans to close and sell"."""
    return (
        above.verb is word.head
        and above.verb is not above.head
        and word.tag in {"VB", "VBG"}
        and not word.child(*SUBJECTS)
    )


def _open(upper: Word, word: Word) -> bool:
    """Whether the verb above leaves the one below open: "decide whether to go", "have until Friday to go", "less likely to go"."""
    if any(c.lower in {"less", "more"} for c in upper.kids("advmod")):
        return True
    first = word.children[0] if word.children else word
    apart = upper.lemma == "have" and first.lower == "to" and first.i > upper.i + 1 and not _yet(upper, word)
    return apart or any(c.lower in words("question-words") for c in word.children)


def _yet(upper: Word, word: Word) -> bool:
    """Whether it has not come to that: "has yet to begin", "is yet to be seen"."""
    return upper.lemma in {"have", "be", "remain"} and any(
        c.lower == "yet" and upper.i < c.i < word.i for c in (*upper.children, *word.children)
    )


def _borne_out(upper: Word, word: Word) -> bool:
    """Whether verbs of finding only say that it is so ("known to have lied", not "was found hiding"), and verbs of trying adjoin.

    "Voted to close it", but not "voted down a bill to close it".
    """
    if upper.lemma in words("adjoining"):
        return any(c.lower == "to" and c.i <= upper.i + 2 for c in word.kids("aux")) and upper.child("prt") is None
    if upper.lemma not in words("evidentials"):
        return True
    passive = upper.child("auxpass") is not None or (upper.dep == "acl" and upper.tag == "VBN")
    return passive and any(c.lower == "to" for c in word.kids("aux"))


def _has_object(upper: Word, word: Word) -> bool:
    """Whether the verb has an object before the verb below it; one behind that is beside the point: "agreed to buy it, its largest deal"."""
    return any(c.i < word.i for c in upper.kids("dobj", "dative"))
