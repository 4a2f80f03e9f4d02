"""What a statement is worth: whether a reader would keep it, and how often one like it is right."""

from typing import NamedTuple

from worker.contract.facts import Argument
from worker.extraction.statements.arguments import Frame
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Factuality
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Tree

KEPT_MODALITIES = frozenset(("asserted", "planned", "intended", "promised", "requested"))


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
    if _names_no_one(clause, subject, target):
        return False
    if clause.verb.lemma == "be":
        return not _opinion(clause) and clause.head.dep not in {"relcl", "advcl"}
    headline = clause.subject is not None and clause.subject.dep == "ROOT"
    return headline or not (clause.reduced and subject.span is None)


def _names_no_one(clause: Clause, subject: Argument, target: Argument | None) -> bool:
    """Whether the subject could be anyone or anything; "it" and "they" that do something to something are someone."""
    acts = target is not None and clause.verb.lemma != "be" and subject.text.lower() in {"it", "they"}
    generic = subject.text.lower() in words("generic") and not (subject.entities or clause.passive or acts)
    return generic or subject.text.lower().startswith("any ")


def _happens(clause: Clause, subject: Argument) -> bool:
    """Whether a verb without object says something by itself."""
    if subject.text.lower() in words("generic") or clause.verb.lemma in {"be", "do"}:
        return False
    return bool(subject.entities) or clause.by in {"own", "shared", "relative", "control"}


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


# The share of statements that were right on CaRB's development half (a gold tuple met with precision of at least .5), by the
# arc of the clause and by what lowers it; docs/facts/statements.md has the reliability table.
SHARE_RIGHT = {"ROOT": 0.84, "conj": 0.82, "relcl": 0.74, "ccomp": 0.72, "advcl": 0.66, "acl": 0.6, "pcomp": 0.45}
OTHERWISE = 0.6
PARTICIPLE, COPULA, GENERIC, GAP, NO_OBJECT, LONG_SUBJECT = 0.08, 0.08, 0.15, 0.05, 0.03, 0.15
MANY_LETTERS = 60
SHORT_SENTENCE, PER_WORD, MOST_FOR_LENGTH = 20, 0.003, 0.15


def _confidence(tree: Tree, clause: Clause, frame: Frame, subject: Argument, target: Argument | None) -> float:
    value = SHARE_RIGHT.get(clause.head.dep, OTHERWISE)
    value -= PARTICIPLE * (clause.by == "participle" and clause.head.dep == "advcl")
    value -= COPULA * (clause.verb.lemma == "be" and frame.voice == "active")
    value -= GENERIC * (subject.text.lower() in words("generic"))
    value -= GAP * (clause.gap is not None) + NO_OBJECT * (target is None)
    value -= LONG_SUBJECT * (len(subject.text) > MANY_LETTERS)
    value -= min(MOST_FOR_LENGTH, PER_WORD * max(0, len(tree.words) - SHORT_SENTENCE))
    return round(max(0.1, value), 2)
