"""Subject, object and relation of a clause, as words of the sentence."""

from dataclasses import dataclass

from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import accusing, object_controls, words
from worker.extraction.statements.objects import direct_object, object_stretch, small_clause
from worker.extraction.statements.phrases import (
    Stretch,
    is_idiom,
    is_local,
    light,
    noun_of,
    prepositional,
    selected_prep,
    stretch_of,
    timely,
)
from worker.extraction.statements.tree import Word

# What ends a sentence, as the parse hangs it on the verb.
ENDS = frozenset((".", "!", "?", "…", "”", "’", '"', "'", "''"))
# How deep below a subject its last words are looked for.
NESTED = 8


@dataclass(slots=True)
class Frame:
    """What a clause says: stretches are first and last word, both included; None where the text does not say."""

    subject: Stretch | None
    relation: str
    object: Stretch | None
    voice: str
    dated: Stretch | None = None


def read_frame(clause: Clause) -> Frame | None:
    """Who did what to whom, or None for a clause that says nothing of the kind."""
    frame = _frame(clause)
    if frame is not None and clause.subject is not None and clause.by in {"own", "shared"}:
        _undate(frame, clause, clause.subject)
    return frame


def _undate(frame: Frame, clause: Clause, noun: Word) -> None:
    """Take the day off the subject; it dates the verb that stands right behind it, and no second one."""
    whole = frame.object if frame.voice == "passive" else frame.subject
    day = _day(noun, whole[1]) if whole is not None and whole[1] > noun.i else None
    if whole is None or day is None or day.left <= whole[0]:
        return
    short = (whole[0], day.left - 1)
    frame.subject, frame.object = (frame.subject, short) if frame.voice == "passive" else (short, frame.object)
    frame.dated = (day.left, whole[1]) if clause.by == "own" else None


def _day(noun: Word, last: int) -> Word | None:
    """The day between subject and verb, which the parse hangs on the subject: "A jury at Leeds on Thursday convicted"."""
    for _ in range(NESTED):
        below = next((c for c in reversed(noun.children) if noun.i < c.i <= last and c.dep in {"prep", "pobj"}), None)
        if below is None:
            return None
        day = below.child("pobj")
        if below.lower == "on" and day is not None and day.lower in words("time-names") and day.right == last:
            return below
        noun = below
    return None


def _frame(clause: Clause) -> Frame | None:
    if clause.passive:
        return _passive(clause)
    if clause.verb.child("expl") is not None:
        return Frame(_shared(clause, clause.subject), "be", None, "active") if clause.subject is not None else None
    if clause.subject is None and not _bare(clause):
        return None
    tail, target = _complement(clause)
    relation = " ".join([*_heads(clause), *tail])
    return Frame(_shared(clause, clause.subject), relation, target, "active")


def _bare(clause: Clause) -> bool:
    """An imperative. In a headline it is a name misread: "Trump protest march marred"; in a caption "Click to share" is no news."""
    head = clause.head
    helped = any(a.lower not in {"do", "let"} for a in clause.aux)
    return head.dep == "ROOT" and head.tag == "VB" and not helped and any(c.text in ENDS for c in head.children)


def _suffered(clause: Clause) -> bool:
    """Whether who acts is the one that it happens to: "agreed to be bought", but not "has to be changed"."""
    own = [k for k in clause.kept if k.lemma in words("suffered-verbs")]
    return bool(own) and clause.head.child("auxpass") is None


def _passive(clause: Clause) -> Frame | None:
    agent = _agent(clause)
    if _suffered(clause):
        tail = [*_particles(clause.verb), *(["by"] if agent is not None else _selected(clause))]
        kept = [*_heads(clause)[:-1], "be", clause.verb.lower, *tail]
        return Frame(_shared(clause, clause.subject), " ".join(kept), agent, "active")
    if agent is None and _too_much(clause.head):
        return None
    tail = [*_particles(clause.verb), *_selected(clause)]
    return Frame(agent, " ".join([*_heads(clause), *tail]), _shared(clause, clause.subject), "passive")


def _too_much(verb: Word) -> bool:
    """Whether the clause only measures an adjective: "too important to be caught" says of no one that he was caught."""
    measured = verb.head
    return (
        verb.dep == "xcomp" and measured.pos == "ADJ" and any(c.lower in {"too", "enough"} for c in measured.children)
    )


def _particles(verb: Word) -> list[str]:
    """The particles of a verb, and the adverbs that make a verb of motion another: "come back", "run aground"."""
    adverbs = [c for c in verb.kids("advmod") if c.i > verb.i and c.lower in words("particles")]
    places = _behind_verb(verb) if adverbs else ()
    tail = [c.lower for c in adverbs if c.i in places and all(k.dep == "prep" for k in c.children)]
    return tail + [c.lower for c in verb.kids("prt")]


def _behind_verb(verb: Word) -> tuple[int, ...]:
    """Where an adverb belongs to the verb: right behind it or its "not", or behind a short object."""
    target, nay = verb.child("dobj"), verb.child("neg")
    denied = nay is not None and nay.i == verb.i + 1
    short = target is not None and target.pos in {"PRON", "NUM"}
    return (verb.i + 1 + denied, target.right + 1) if target is not None and short else (verb.i + 1 + denied,)


def _selected(clause: Clause) -> list[str]:
    """The preposition or the predicate that a passive verb cannot do without: "charged with", "named as"."""
    verb = clause.verb
    behind = [c for c in verb.children if c.i > verb.i and c.dep in {"prep", "oprd", "acomp"}]
    first = next((c for c in behind if _accuses(verb, c)), behind[0]) if behind else None
    noun = noun_of(first) if first is not None and first.dep == "prep" else None
    if first is not None and noun is not None and is_idiom(verb, first, noun):
        return [first.lower, noun.lower]
    if first is None or first.tag == "JJ":
        return [first.lower] if first is not None else []
    near = first.i <= verb.i + 2
    stranded = not first.children and first.i == verb.i + 1 and first.lower != "to"
    cast = first.lower == "as" and verb.lemma in words("as-verbs") and near
    return [first.lower] if first.dep == "prep" and (stranded or cast or _accuses(verb, first)) else []


def _accuses(verb: Word, prep: Word) -> bool:
    """Whether the preposition brings the charge: "charged with murder", but not "financed with debt"."""
    return prep.dep == "prep" and prep.lower in {"with", "of"} and verb.lemma in accusing()


def _agent(clause: Clause) -> Stretch | None:
    by = next((c for c in clause.verb.children if c.lower == "by" and c.i > clause.verb.i), None)
    noun = by.child("pobj") if by is not None else None
    if noun is None or by is None or not _acts(noun):
        return None
    second, link = noun.child("conj"), noun.child("cc")
    apart = next((c for c in clause.verb.kids("agent") if c.i > by.i), None)
    if second is not None and link is not None and apart is not None and apart.i == second.i + 1:
        return noun.left, link.i - 1  # "was advised by UBS and Tarn by Rothschild"
    return stretch_of(noun)


def _acts(noun: Word) -> bool:
    """Whether a noun after "by" names an agent; "by 9 votes", "by text message", "by 12 seconds" and "by the end of June" name none."""
    if timely(noun):
        return False
    if noun.verbal or noun.pos == "NUM" or noun.lower in words("means-nouns") or noun.lemma in words("means-nouns"):
        return noun.child("det", "poss") is not None and noun.pos != "NUM" and noun.child("nummod") is None
    return True


def _heads(clause: Clause) -> list[str]:
    """The verbs of the relation: lemmas, joined as the text joins them."""
    verbs = [*clause.kept, clause.verb]
    said: list[str] = []
    for verb in verbs:
        infinite = verb.tag == "VB" or (verb.tag == "VBN" and any(c.lower == "to" for c in verb.kids("aux")))
        if said and infinite:
            said.append("to")
        said.append(verb.lower if said and verb.tag == "VBG" else verb.lemma)
        if verb is not clause.verb:
            said.extend(c.lower for c in verb.kids("prt"))
            bare = verb is clause.head and clause.by == "participle" and not clause.aux
            if verb.tag == "VBN" and (bare or any(a.dep == "auxpass" for a in clause.aux)):
                said[-1:] = ["be", verb.lower]
    return said


def _complement(clause: Clause) -> tuple[list[str], Stretch | None]:
    """What follows the verb in the relation, and the object."""
    verb = clause.verb
    tail = _particles(verb)
    if clause.gap is not None:
        return tail, _shared(clause, clause.gap)
    small = small_clause(verb)
    if small is not None:
        return [*tail, small[0].lower], stretch_of(small[1])
    target = direct_object(verb)
    if target is not None:
        joined = light(verb, target)
        return (tail + joined[0], joined[1]) if joined else (tail, object_stretch(verb, target))
    moved = _moved(verb)
    if moved is not None:
        return [*tail, moved[0].lower], stretch_of(moved[1])
    predicate = verb.child("acomp", "oprd")
    if predicate is not None:
        return _adjectival(verb, predicate, tail)
    return _clausal(clause, tail)


def _moved(verb: Word) -> tuple[Word, Word] | None:
    """How far up or down a thing is: "Shares were down 5%"."""
    if verb.lemma != "be":
        return None
    way = next((c for c in verb.kids("advmod", "acomp") if c.lower in words("ways") and c.i > verb.i), None)
    measure = way.child("npadvmod", "dobj") if way is not None else None
    return (way, measure) if way is not None and measure is not None and measure.i > way.i else None


def _clausal(clause: Clause, tail: list[str]) -> tuple[list[str], Stretch | None]:
    """A preposition with its noun, or the clause that the verb takes."""
    verb = clause.verb
    sought = next((c for c in verb.kids("advcl") if any(m.lower == "for" for m in c.kids("mark"))), None)
    if sought is not None and sought.child("nsubj") and verb.lemma in words("for-verbs"):
        return [*tail, "for"], stretch_of(sought.child("nsubj"))
    clausal = verb.child("xcomp", "ccomp")
    asked = clausal.child("nsubj") if clausal is not None else None
    if clausal is not None and asked is not None and verb.lemma in object_controls() and _is_bare(clausal):
        return tail, stretch_of(asked)
    on = verb.child("prep")
    if asked is not None and on is not None and on.i + 1 == asked.left and not on.children:
        return [*tail, on.lower], stretch_of(asked)
    prep = selected_prep(clause)
    asking = prep is not None and prep.lower in {"on", "upon"}
    adverb = next((c for c in verb.kids("advmod") if c.i == verb.i + 1 and c.lower in tail and c.child("prep")), None)
    if prep is None and adverb is not None and clausal is None:
        prep = _behind(adverb)
    if prep is not None and (clausal is None or (asking and prep.i < clausal.left)):
        more, stretch = prepositional(verb, prep)
        return tail + more, stretch
    if clausal is not None and clausal.i > verb.i:
        return tail, (clausal.left, clausal.cut)
    return tail, stretch_of(_predicate(verb)) if verb.lemma == "be" else None


def _is_bare(verb: Word) -> bool:
    """Whether a verb below another has no "to" and no auxiliary: "helped him move"."""
    return verb.tag == "VB" and verb.child("aux", "mark") is None


def _behind(adverb: Word) -> Word | None:
    """The preposition behind a particle: "walked away from the table"."""
    prep = adverb.child("prep")
    noun = noun_of(prep) if prep is not None else None
    if prep is None or noun is None or timely(noun) or is_local(adverb.head, prep, noun):
        return None
    return prep


def _predicate(verb: Word) -> Word | None:
    """What a copula says by an adverb or by "like": "far from certain", "like hitting a wall"."""
    behind = [c for c in verb.children if c.i > verb.i]
    said = (c for c in behind if c.dep == "advmod" and c.lower not in words("asides"))
    adverbs = (c for c in said if c.lower not in words("particles") and not timely(c))
    return next((c for c in behind if c.lower in {"like", "unlike"} and c.dep == "prep"), None) or next(adverbs, None)


def _adjectival(verb: Word, predicate: Word, tail: list[str]) -> tuple[list[str], Stretch | None]:
    prep = next((c for c in predicate.children if c.dep == "prep" and c.i > predicate.i and noun_of(c)), None)
    if prep is None or verb.lemma != "be":
        return tail, (predicate.left, predicate.i if prep is not None else predicate.cut)
    noun = noun_of(prep)
    return [*tail, predicate.lower, prep.lower], stretch_of(noun)


def _shared(clause: Clause, noun: Word | None) -> Stretch | None:
    """The subject, without the clause itself where that hangs on it: "those" of "those trapped inside"."""
    stretch = stretch_of(noun)
    if stretch is None or not stretch[0] < clause.head.left <= stretch[1]:
        return stretch
    prep = clause.head.head
    behind_prep = clause.head.dep == "pcomp" and stretch[0] < prep.i < clause.head.left
    charge = prep.head if behind_prep and prep.head.verbal and stretch[0] < prep.head.left else prep
    return stretch[0], (charge.i if behind_prep else clause.head.left) - 1
