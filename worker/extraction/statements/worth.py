"""What a statement is worth: whether a reader would keep it, and how often one like it is right."""

from typing import NamedTuple

from worker.contract.facts import Argument
from worker.extraction.statements.arguments import Frame
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Factuality
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Tree

KEPT_MODALITIES = frozenset(("asserted", "planned", "intended", "promised", "requested"))
LONG_OBJECT = 160
LONG_SENTENCE = 45


class Worth(NamedTuple):
    """``core`` as facts/v1 defines it, and the confidence."""

    core: bool
    confidence: float


def weigh(
    tree: Tree, clause: Clause, frame: Frame, judged: Factuality, arguments: tuple[Argument, Argument | None]
) -> Worth:
    """Core and confidence of one statement."""
    subject, target = arguments
    return Worth(_core(clause, frame, judged, subject, target), _confidence(tree, clause, frame, subject, target))


def _core(clause: Clause, frame: Frame, judged: Factuality, subject: Argument, target: Argument | None) -> bool:
    if judged.modality not in KEPT_MODALITIES or (target is None and not _happens(clause, subject)):
        return False
    if clause.minor or clause.verb.lemma in words("perceptions") or _beside_the_point(clause):
        return False
    if clause.by == "none" and frame.voice == "active":
        return False
    if subject.text.lower() in words("generic") and not subject.entities and not clause.passive:
        return False
    if clause.verb.lemma == "be":
        return not _opinion(clause) and clause.head.dep not in {"relcl", "advcl"}
    return not (clause.reduced and subject.span is None)


def _happens(clause: Clause, subject: Argument) -> bool:
    """Whether a verb without object says something by itself."""
    if subject.text.lower() in words("generic") or clause.verb.lemma in {"be", "do"}:
        return False
    return bool(subject.entities) or clause.by in {"own", "shared", "relative"}


def _beside_the_point(clause: Clause) -> bool:
    """Adverbial clauses of time and comparison, and speech nouns that only carry what follows."""
    if clause.gap is not None and clause.subject is not None and clause.subject.pos == "PRON":
        return True
    mark = {c.lower for c in clause.head.kids("mark", "advmod")}
    if clause.head.dep == "advcl" and mark & {"when", "whenever", "as", "like", "than", "though", "although"}:
        return True
    return clause.by == "participle" and clause.subject is not None and clause.subject.lemma in words("speech-nouns")


def _opinion(clause: Clause) -> bool:
    adjective = clause.verb.child("acomp")
    return adjective is not None and clause.verb.child("nsubjpass") is None


SHARE_RIGHT = {"own": 0.8, "relative": 0.72, "shared": 0.66, "control": 0.6, "participle": 0.6, "none": 0.45}


def _confidence(tree: Tree, clause: Clause, frame: Frame, subject: Argument, target: Argument | None) -> float:
    value = SHARE_RIGHT[clause.by]
    if target is None:
        value -= 0.25
    elif len(target.text) > LONG_OBJECT:
        value -= 0.1
    if subject.text.lower() in words("generic"):
        value -= 0.1
    if clause.gap is not None:
        value -= 0.12
    if frame.voice == "active" and clause.verb.lemma == "be":
        value += 0.03
    if len(tree.words) > LONG_SENTENCE:
        value -= 0.05
    return round(max(0.1, min(0.95, value)), 2)
