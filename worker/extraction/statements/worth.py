"""What a statement is worth: whether a reader would keep it, and how often one like it is right."""

from typing import NamedTuple

from worker.extraction.statements.arguments import Frame
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Factuality
from worker.extraction.statements.lexicon import plan_nouns, words
from worker.extraction.statements.objects import small_clause
from worker.extraction.statements.surroundings import Phrase
from worker.extraction.statements.tree import Tree, Word

KEPT_MODALITIES = frozenset(("asserted", "planned", "intended", "promised", "requested"))


class Worth(NamedTuple):
    """``core`` as facts/v1 defines it, and the confidence."""

    core: bool
    confidence: float


def weigh(
    tree: Tree, clause: Clause, frame: Frame, judged: Factuality, arguments: tuple[Phrase, Phrase | None]
) -> Worth:
    """Core and confidence of one statement."""
    subject, target = arguments
    generic = subject.text.lower() in words("generic")
    told = judged.modality in KEPT_MODALITIES and (target is not None or _happens(clause, frame, subject, generic))
    unnamed = judged.polarity == "-" and clause.passive and clause.verb.lemma in words("naming-sources")
    core = told and not unnamed and _core(tree, clause, frame, arguments, generic)
    return Worth(core, _confidence(tree, clause, frame, arguments, generic))


def _core(tree: Tree, clause: Clause, frame: Frame, arguments: tuple[Phrase, Phrase | None], generic: bool) -> bool:
    subject, target = arguments
    if clause.minor or _perceives(clause) or _beside_the_point(tree, clause):
        return False
    if (clause.by == "none" and frame.voice == "active") or _keeps_silent(clause, target):
        return False
    if subject.text[:4].lower() == "any " or (generic and _names_no_one(clause, subject, target)):
        return False
    if clause.verb.lemma == "be":
        return not _opinion(clause) and clause.head.dep not in {"relcl", "advcl"}
    headline = clause.subject is not None and clause.subject.dep == "ROOT"
    return headline or not (clause.reduced and subject.span is None)


def _names_no_one(clause: Clause, subject: Phrase, target: Phrase | None) -> bool:
    """Whether a generic subject could be anyone or anything; "it" and "they" that do something to something are someone."""
    acts = target is not None and clause.verb.lemma != "be" and subject.text.lower() in {"it", "they"}
    return not (subject.entities or clause.passive or acts)


def _happens(clause: Clause, frame: Frame, subject: Phrase, generic: bool) -> bool:
    """Whether a verb without object says something by itself."""
    if (generic and not subject.entities) or frame.relation in {"be", "do"}:
        return False
    return bool(subject.entities) or clause.by in {"own", "shared", "relative", "control"}


def _perceives(clause: Clause) -> bool:
    """Whether the clause tells of knowing, seeing or calling; who appears in court or hears a case does something."""
    verb = clause.verb
    if verb.lemma in words("appearances"):
        return verb.child("acomp", "oprd", "xcomp", "ccomp") is not None
    if verb.lemma in words("weighing"):
        thing = verb.child("dobj", "prep")
        return thing is None or thing.pos == "PRON"
    return verb.lemma in words("perceptions") or (verb.lemma in words("naming") and _labels(verb))


def _keeps_silent(clause: Clause, target: Phrase | None) -> bool:
    """Whether someone only does not speak, or not by name: "did not respond to a request for comment", "asked not to be named"."""
    asked = "ask" in [k.lemma for k in clause.kept] and clause.verb.lemma in words("naming-sources")
    return asked or (target is not None and target.text[-8:].lower() == " comment")


def _labels(verb: Word) -> bool:
    """Whether the verb says what someone thinks of its object: "called the ruling a disgrace", not "called a strike" or "named him mayor"."""
    if verb.lemma == "name":
        return False
    target = verb.child("dobj")
    said = target.child("appos") if target is not None else None
    return said is not None or verb.child("oprd") is not None or small_clause(verb) is not None


def _goes_along(tree: Tree, clause: Clause) -> bool:
    """Whether the clause after a comma is news beside the main clause: "41 died on Tuesday, as rescuers dug through mud"."""
    first = clause.head.left
    marks = {c.lower for c in clause.head.kids("mark", "advmod")}
    acts = clause.by == "own" and clause.verb.lemma != "be" and clause.verb.tag in {"VBD", "VBG", "VBN", "VBZ", "VBP"}
    return "as" in marks and acts and first > 0 and tree.words[first - 1].text == ","


def _breaks_in(clause: Clause) -> bool:
    """Whether the clause behind "when" tells what befell: "died when a dam burst"; "when the talks began" only dates."""
    head, subject = clause.head, clause.subject
    if clause.by != "own" or subject is None or head.i < head.head.i or head.head.tag not in {"VBD", "VBN"}:
        return False
    new = any(c.lower in {"a", "an"} for c in subject.kids("det")) or subject.child("nummod") is not None
    return new and clause.verb.tag in {"VBD", "VBN"} and clause.verb.lemma != "be"


def _only_plans(verb: Word) -> bool:
    """Whether the verb only has a plan, which the infinitive behind it tells: "had no plans to join the board"."""
    plan = verb.child("dobj")
    _, kept = plan_nouns().get(plan.lemma, (None, False)) if plan is not None else (None, False)
    return plan is not None and kept and plan.child("acl") is not None


def _beside_the_point(tree: Tree, clause: Clause) -> bool:
    """Adverbial clauses of time and comparison, and speech nouns that only carry what follows."""
    if clause.gap is not None and clause.subject is not None and clause.subject.pos == "PRON":
        return True
    if clause.verb.lemma == "have" and _only_plans(clause.verb):
        return True
    mark = {c.lower for c in clause.head.kids("mark", "advmod")}
    aside = clause.head.dep == "advcl" and not mark.isdisjoint(words("circumstances"))
    if aside and not _goes_along(tree, clause) and not ("when" in mark and _breaks_in(clause)):
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
LEAST = 0.1


def _confidence(
    tree: Tree, clause: Clause, frame: Frame, arguments: tuple[Phrase, Phrase | None], generic: bool
) -> float:
    subject, target = arguments
    value = SHARE_RIGHT.get(clause.head.dep, OTHERWISE)
    value -= PARTICIPLE * (clause.by == "participle" and clause.head.dep == "advcl")
    value -= COPULA * (clause.verb.lemma == "be" and frame.voice == "active")
    value -= GENERIC * generic
    value -= GAP * (clause.gap is not None) + NO_OBJECT * (target is None)
    value -= LONG_SUBJECT * (len(subject.text) > MANY_LETTERS)
    if len(tree.words) > SHORT_SENTENCE:
        value -= min(MOST_FOR_LENGTH, PER_WORD * (len(tree.words) - SHORT_SENTENCE))
    return round(max(LEAST, value), 2)
