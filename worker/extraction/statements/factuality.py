"""Polarity, tense and modality of a clause: whether it happened, when, and how sure the text is of it."""

from typing import NamedTuple

from worker.contract.facts import Modality, Polarity, Tense
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Tree, Word, is_infinitive

WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "sha"))
WOULD = frozenset(("would", "'d", "’d"))
CONDITIONS = frozenset(("if", "unless", "provided", "whether"))


class Voices(NamedTuple):
    """Who speaks, as far as it bears on a promise: whether the clause is quoted, and whether its subject is the speaker."""

    quoted: bool
    self_made: bool
    denied: bool = False
    agentive: bool = False


class Factuality(NamedTuple):
    """The three fields that say how far a statement holds."""

    polarity: Polarity
    tense: Tense
    modality: Modality


def judge(tree: Tree, clause: Clause, voices: Voices, above: "Factuality | None") -> Factuality:
    """Polarity, tense and modality of one clause; ``above`` are those of the clause that it depends on."""
    tense = _tense(clause, above)
    return Factuality(_polarity(clause, denied=voices.denied), tense, _modality(tree, clause, voices, tense))


def _polarity(clause: Clause, *, denied: bool) -> Polarity:
    minus = denied
    for verb in {clause.head, clause.verb, *clause.kept}:
        minus ^= any(_negates(c) for c in verb.children)
    for effect in clause.effects:
        minus ^= effect.polarity == "-"
    link = clause.head.head if clause.head.dep == "pcomp" else None
    minus ^= link is not None and link.lower == "without"
    minus ^= _nobody(clause.subject) or any(
        _nobody(c) for c in clause.verb.kids("dobj", "attr", "nsubjpass") if c is not clause.subject
    )
    return "-" if minus else "+"


def _negates(word: Word) -> bool:
    if word.lower in words("negators") and word.dep in {"neg", "advmod", "preconj", "cc"}:
        return _next_lower(word) not in words("not-negation")
    return word.lower == "longer" and any(c.lower == "no" for c in word.children)


def _next_lower(word: Word) -> str:
    following = [c for c in word.head.children if c.i == word.i + 1]
    return following[0].lower if following else (word.head.lower if word.head.i == word.i + 1 else "")


def _nobody(word: Word | None) -> bool:
    if word is None:
        return False
    if word.lower in words("nobodies"):
        return True
    return any(c.lower in {"no", "neither"} and c.dep in {"det", "neg", "preconj"} for c in word.children)


def _tense(clause: Clause, above: "Factuality | None") -> Tense:
    settled = [e.tense for e in clause.effects if e.tense]
    if settled:
        return "past" if settled[-1] == "past" else "future"
    aux = {a.lower for a in clause.aux if a.dep in {"aux", "auxpass"}}
    modal = _modal_tense(aux, clause)
    if modal:
        return modal
    return _form_tense(clause, aux, above)


def _modal_tense(aux: set[str], clause: Clause) -> Tense | None:
    if aux & WILL:
        return "future"
    perfect = "have" in aux
    if aux & WOULD and clause.head.tag == "VB":
        return "past" if perfect else "future"
    if aux & (words("epistemic") | words("duties")):
        return "past" if perfect else "future"
    if aux & {"can", "ca"}:
        return "present"
    return None


def _form_tense(clause: Clause, aux: set[str], above: "Factuality | None") -> Tense:
    tag, lower = clause.head.tag, clause.head.lower
    if (
        aux & {"had", "did", "was", "were"}
        or (aux & {"has", "have", "'ve", "’ve", "having"} and tag in {"VBN", "VBD"})
        or "been" in aux
    ):
        return "past"
    if aux & {"do", "does", "is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "being"}:
        return "past" if aux & {"'s", "’s"} and tag == "VBN" and not clause.passive else "present"
    if is_infinitive(clause.head) or "to" in aux:
        return "future"
    if tag == "VBD":
        return "past"
    if tag in {"VBZ", "VBP"}:
        return "present"
    if tag == "VBN" and clause.by != "shared":
        return "past"
    if above is not None and lower:
        return above.tense
    return "future" if tag == "VB" else "past" if tag == "VBN" else "present"


def _modality(tree: Tree, clause: Clause, voices: Voices, tense: Tense) -> Modality:
    marks = {c.lower for c in clause.head.kids("mark", "advmod")}
    if "whether" in marks or (tree.question and _asks(clause)):
        return "questioned"
    if marks & CONDITIONS or _would_have(clause):
        return "conditional"
    lent = [e.modality for e in clause.effects if e.modality]
    if lent:
        return lent[-1]
    if clause.subject is None and clause.head.dep == "ROOT" and clause.head.tag == "VB" and not clause.aux:
        return "requested"
    return _modal(clause, voices, tense)


def _asks(clause: Clause) -> bool:
    return clause.head.dep in {"ROOT", "conj"} or clause.by == "own"


def _would_have(clause: Clause) -> bool:
    aux = {a.lower for a in clause.aux}
    iffy = any(c.dep == "advcl" and any(m.lower in CONDITIONS for m in c.kids("mark")) for c in clause.head.children)
    return bool(aux & WOULD) and clause.head.tag in {"VB", "VBN"} and (iffy or "have" in aux)


def _modal(clause: Clause, voices: Voices, tense: Tense) -> Modality:
    aux = {a.lower for a in clause.aux}
    if aux & WILL:
        return _announced(clause, voices)
    if aux & WOULD and clause.head.tag == "VB":
        return "intended" if voices.self_made else "predicted" if voices.quoted else "conditional"
    if aux & words("epistemic"):
        return "possible"
    if aux & words("abilities"):
        return "possible"
    if aux & words("duties"):
        return "requested"
    if tense == "future":
        return "planned"
    return "asserted"


def _announced(clause: Clause, voices: Voices) -> Modality:
    if voices.self_made:
        return "promised"
    if clause.verb.lemma in words("fixtures") and (voices.agentive or clause.passive):
        return "planned"
    if voices.quoted or not voices.agentive:
        return "predicted" if not clause.passive or voices.quoted else "planned"
    return "planned"
