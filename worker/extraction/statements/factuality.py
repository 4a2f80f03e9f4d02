"""Polarity, tense and modality of a clause: whether it happened, when, and how sure the text is of it."""

from collections.abc import Callable
from typing import NamedTuple

from worker.contract.facts import Modality, Polarity, Tense
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import controls, words
from worker.extraction.statements.polarity import read_polarity, says_nobody
from worker.extraction.statements.tree import Tree, Word, is_infinitive

TENSE_OF_TAG: dict[str, Tense] = {"VBD": "past", "VBZ": "present", "VBP": "present"}
OPENING = frozenset(("“", "‘", "``", "«", ":"))
OPENS = frozenset(("mark", "advmod"))
UNSURE = frozenset(("believed", "predicted", "possible", "conditional", "questioned"))


class Voices(NamedTuple):
    """Who speaks, as far as it bears on a promise: whether the clause is quoted, and whether its subject is the speaker."""

    quoted: bool
    self_made: bool
    agentive: bool = False


class _Heard(NamedTuple):
    """The small words of a clause, in small letters: what opens it, and what helps its verb."""

    marks: frozenset[str]
    aux: frozenset[str]


class Factuality(NamedTuple):
    """The three fields that say how far a statement holds."""

    polarity: Polarity
    tense: Tense
    modality: Modality


def judge(tree: Tree, clause: Clause, voices: Callable[[], Voices], above: "Factuality | None") -> Factuality:
    """Polarity, tense and modality of one clause; ``above`` are those of the clause that it depends on.

    ``voices`` tells who speaks; it is asked only where a promise hangs on it.
    """
    heard = _hear(clause)
    if _awaited(clause, heard, above):
        return Factuality(read_polarity(tree, clause), "future", "predicted")
    tense = _tense(tree, clause, heard, above)
    modality = _modality(tree, clause, heard, voices, tense)
    told_of = clause.head.dep == "ccomp" and clause.parent is not None and clause.head.head is clause.parent.verb
    if told_of and above is not None and above.modality in UNSURE and modality in {"asserted", "planned"}:
        modality = above.modality
    if clause.by == "control" and modality == "asserted" and above is not None:
        modality = above.modality  # "may force it to sell": the sale is as sure as the force
    return Factuality(read_polarity(tree, clause), tense, modality)


def _hear(clause: Clause) -> _Heard:
    marks = frozenset([c.lower for c in clause.head.children if c.dep in OPENS])
    return _Heard(marks, frozenset([a.lower for a in clause.aux]))


def _awaited(clause: Clause, heard: _Heard, above: "Factuality | None") -> bool:
    """Whether a clause in the present only dates what is to come: "will resign when the deal is done"."""
    if clause.head.dep != "advcl" or above is None or heard.marks.isdisjoint(words("awaiting-marks")):
        return False
    finite = clause.aux[0] if clause.aux else clause.head
    present = finite.tag in {"VBZ", "VBP"} or finite.lower in words("present-helpers")
    if not present and finite.lower not in words("have-forms"):
        return False
    return above.tense == "future" or (above.tense == "present" and clause.passive)


def _tense(tree: Tree, clause: Clause, heard: _Heard, above: "Factuality | None") -> Tense:
    if (
        clause.verb is not clause.head
        and clause.verb.tag == "VBN"
        and any(c.lower == "have" for c in clause.verb.kids("aux"))
    ):
        return "past"
    if above is not None and clause.by == "control" and any(e.modality == "asserted" for e in clause.effects):
        return above.tense
    if _arranged(clause, heard):
        return "future"
    if clause.accusation is not None and clause.head.dep == "pcomp" and clause.head.tag == "VBG" and not clause.effects:
        return "past"  # "is accused of taking bribes"
    settled = [e.tense for e in clause.effects if e.tense]
    if settled:
        return "past" if settled[-1] == "past" else "future"
    modal = _modal_tense(tree, heard, clause) if heard.aux else None
    return modal or _auxiliary_tense(heard.aux, clause) or _form_tense(clause, above)


def _arranged(clause: Clause, heard: _Heard) -> bool:
    """Whether a passive in the present puts a thing on a day to come: "is scheduled for Monday", "is not expected before June"."""
    if clause.verb is not clause.head or clause.verb.lemma not in words("arranging") or not clause.passive:
        return False
    present = bool(heard.aux & words("present-helpers")) and heard.aux.isdisjoint(words("past-helpers"))
    return present and clause.verb.child("prep", "npadvmod") is not None and clause.verb.child("xcomp", "ccomp") is None


def _modal_tense(tree: Tree, heard: _Heard, clause: Clause) -> Tense | None:
    aux = heard.aux
    if aux & words("will-forms"):
        return "future"
    if aux & {"can", "ca"}:
        return "present"
    if _kept_silent(clause, heard) or _unable(tree, aux, clause):
        return "past"
    if _would(clause, heard) or aux & words("epistemic") or aux & words("duties"):
        return "past" if aux & words("have-forms") else "future"
    return None


def _unable(tree: Tree, aux: frozenset[str], clause: Clause) -> bool:
    """What could not be done was tried: "neither claim could be verified"."""
    return "could" in aux and (clause.head.child("neg") is not None or says_nobody(tree, clause.subject))


def _would(clause: Clause, heard: _Heard) -> bool:
    """Whether the verb stands under "would", active or passive; "he'd gone" does not."""
    aux = heard.aux
    return (
        bool(aux & words("would-forms"))
        and aux.isdisjoint(words("have-forms"))
        and (clause.head.tag in {"VB", "VBP"} or "be" in aux)
    )


def _auxiliary_tense(aux: frozenset[str], clause: Clause) -> Tense | None:
    if not aux:
        return "future" if is_infinitive(clause.head) else None
    tag = clause.head.tag
    perfect = aux & words("have-forms") and tag in {"VBN", "VBD"}
    if perfect or aux & words("past-helpers"):
        return "past"
    if aux & words("present-helpers"):
        return "past" if aux & {"'s", "’s"} and tag == "VBN" and not clause.passive else "present"
    return "future" if is_infinitive(clause.head) or "to" in aux else None


def _form_tense(clause: Clause, above: "Factuality | None") -> Tense:
    tag = clause.head.tag
    if tag in TENSE_OF_TAG:
        return TENSE_OF_TAG[tag]
    if tag == "VBN" and clause.by != "shared":
        return "past"
    upper = clause.parent
    if tag == "VBG" and clause.by == "participle" and above is not None and above.tense == "future":
        if clause.head.dep == "acl":
            return "present"
        if upper is not None and upper.effects and (clause.head.head in {upper.head, upper.head.head} or upper.passive):
            return "past" if upper.head.tag == "VBN" else TENSE_OF_TAG.get(upper.head.tag, above.tense)
    if above is not None:
        return above.tense
    return {"VB": "future", "VBN": "past"}.get(tag, "present")  # type: ignore[return-value]  # a Tense each


def _modality(tree: Tree, clause: Clause, heard: _Heard, voices: Callable[[], Voices], tense: Tense) -> Modality:
    if "whether" in heard.marks or (tree.question and _asks(tree, clause)) or _unknown(clause):
        return "questioned"
    if heard.marks and not heard.marks.isdisjoint(words("condition-marks")):
        return "conditional"
    if heard.aux and (_inverted(clause) or _would_have(clause, heard)):
        return "conditional"
    said = _lent(clause, heard) or (_modal(clause, heard, voices) if heard.aux else None)
    return said or ("planned" if tense == "future" else "asserted")


def _lent(clause: Clause, heard: _Heard) -> Modality | None:
    """What verbs above it and its own form say of the clause, before its modal verb is asked."""
    if clause.verb.lemma in words("fearing") and clause.passive and clause.verb.child("oprd", "acomp"):
        return "believed"
    lent = [e.modality for e in clause.effects if e.modality]
    if lent:
        return lent[-1]
    if _arranged(clause, heard):
        return controls()[clause.verb.lemma].modality
    commanded = clause.subject is None and clause.head.dep == "ROOT" and clause.head.tag == "VB" and not clause.aux
    return "requested" if commanded else None


def _inverted(clause: Clause) -> bool:
    """A condition without "if": "Had the alarm worked, ..."."""
    if clause.head.dep != "advcl" or clause.by != "own" or clause.subject is None:
        return False
    first = clause.aux[0]
    return first.lower in {"had", "were", "should"} and first.i < clause.subject.i


def _unknown(clause: Clause) -> bool:
    """What someone does not know or say: "we do not know why it happened", "did not say that he would resign"."""
    upper = clause.head.head
    if clause.head.dep != "ccomp" or upper.lemma not in words("knowing") or not _withheld(upper):
        return False
    if upper.lemma in words("stating"):
        return True
    first = next(iter(clause.head.children), None)
    return any(c.lower in words("question-words") for c in clause.head.children) or (
        first is not None and any(c.lower in words("question-words") for c in first.children)
    )


def _withheld(verb: Word) -> bool:
    """Whether it was not said or known: "did not say", "declined to say"."""
    effect = controls().get(verb.head.lemma) if verb.dep == "xcomp" else None
    return verb.child("neg") is not None or (effect is not None and effect.polarity == "-")


def _asks(tree: Tree, clause: Clause) -> bool:
    """Whether the question mark is the clause's own: "He is not bitter: ‘Are you sad?’" asks nothing of him."""
    behind = [w.text for w in tree.words[clause.verb.i :]]
    quoted_behind = not OPENING.isdisjoint(behind) or behind.count('"') > 1
    return (clause.head.dep in {"ROOT", "conj"} or clause.by == "own") and not quoted_behind


def _would_have(clause: Clause, heard: _Heard) -> bool:
    aux = heard.aux
    return (
        bool(aux & words("would-forms"))
        and clause.head.tag in {"VB", "VBN"}
        and (_depends(clause) or bool(aux & words("have-forms")))
    )


def _depends(clause: Clause) -> bool:
    """Whether a condition hangs on the clause; "even if" is none."""
    conditions = (
        c for c in clause.head.kids("advcl") if any(m.lower in words("condition-marks") for m in c.kids("mark"))
    )
    return any(not any(m.lower in {"even", "whether"} for m in c.children) for c in conditions)


def _modal(clause: Clause, heard: _Heard, voices: Callable[[], Voices]) -> Modality | None:
    """What a modal verb says; None where there is none."""
    aux = heard.aux
    if aux & words("will-forms"):
        return _announced(clause, voices())
    if _kept_silent(clause, heard):
        return "asserted"
    if _would(clause, heard):
        said = voices()
        return "intended" if said.self_made else "predicted" if said.quoted else "conditional"
    if aux & words("epistemic") or aux & words("abilities"):
        return "possible"
    if aux & words("duties"):
        return "requested"
    return None


def _kept_silent(clause: Clause, heard: _Heard) -> bool:
    """Whether "would not" refuses to speak: "neither side would comment", "she would not elaborate"."""
    if heard.aux.isdisjoint(words("would-forms")) or clause.verb.lemma not in words("disclosing"):
        return False
    subject = clause.subject
    neither = subject is not None and (
        subject.lower == "neither" or any(c.lower == "neither" for c in subject.children)
    )
    return neither or clause.head.child("neg") is not None


def _announced(clause: Clause, voices: Voices) -> Modality:
    """What "will" says: a promise of one's own, a plan of one who acts or of a fixture, else a prediction."""
    if _depends(clause):
        return "conditional"
    if voices.self_made:
        return "promised"
    fixture = clause.verb.lemma in words("fixtures") and (voices.agentive or clause.passive or clause.object_free)
    acting = voices.agentive and not voices.quoted
    arranged = clause.passive and not voices.quoted
    return "planned" if fixture or acting or arranged else "predicted"
