"""Where the second of two verbs hangs: on the verb whose form and subject it can share.

The model likes the nearest verb. A finite verb cannot be joined to an infinitive ("called on it to close plants and urged
members"), and the second of two verbs goes on in the form of the first.
"""

from worker.extraction.statements.clauses import SUBJECTS
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Word

AUXILIARIES = ("aux", "auxpass")
FORMS = {"MD": "modal", "VBD": "past", "VBZ": "now", "VBP": "now"}
# Marks that end a quotation: who speaks behind one may go on to act.
CLOSING = frozenset(("”", "’", '"', "'", "''", "»"))
# How many arcs are climbed from an infinitive to the finite verb above it.
NESTED = 8


def reattach(verb: Word) -> None:
    """Hang the second of two verbs on the one that it is joined to; a verb with a subject of its own stays."""
    first = verb.head
    if not first.verbal or verb.child(*SUBJECTS, "expl") is not None:
        return
    partner = _partner(verb, first)
    if partner is None or partner is first:
        return
    link = next((c for c in reversed(first.kids("cc")) if first.i < c.i < verb.i), None)
    for moved in (verb, link) if link is not None else (verb,):
        first.children.remove(moved)
        moved.head = partner
        partner.children.append(moved)
    partner.children.sort(key=_place)


def part(stop: Word) -> None:
    """Two sentences that a semicolon or a colon parts, which the parse made one: "put it plainly: "Who will pay?"."""
    for clause in (stop.head, *stop.head.kids("ccomp")):
        if clause.dep == "ccomp" and clause.i < stop.i < clause.head.i:
            clause.dep = "conj"
    noun, upper = stop.head, stop.head.head
    for clause in noun.kids("acl", "relcl") if upper.verbal else ():
        if noun.i < stop.i < clause.i and clause.child(*SUBJECTS) is not None:
            noun.children.remove(clause)
            clause.dep, clause.head = "parataxis", upper
            upper.children = sorted([*upper.children, clause], key=_place)


def split_report(verb: Word) -> None:
    """What is no complement: "upheld that ruling, and the court declined", "will not seek it, the minister told reporters"."""
    if verb.lemma in words("announcing") and verb.head.i < verb.i:
        _set_aside(verb)
    first, second = (*verb.kids("nsubj", "nsubjpass"), verb, verb)[:2]
    link = first.children[-1] if first.children else first
    if second is verb or link.dep != "cc" or not first.i < link.i < second.i or verb.head.i > first.i:
        return
    if first.child("conj") is None and verb.head.child("dobj", "attr") is None:
        _split(verb, first, link)


def unfold(verb: Word) -> None:
    """The clause behind "after" whose verb was taken for a participle: "after a fault in the brakes caused nine crashes"."""
    if verb.tag not in {"VBN", "VBD"} or verb.child("dobj") is None:
        return
    noun = verb.head
    for _ in range(NESTED):
        prep = noun.head
        if noun.dep != "pobj" or prep.dep != "prep" or prep.head is prep:
            return
        if prep.lower in words("sentence-openers") and prep.head.verbal:
            break
        noun = prep.head
    else:
        return
    upper = prep.head
    verb.head.children.remove(verb)
    prep.children.remove(noun)
    upper.children[upper.children.index(prep)] = verb
    verb.head, verb.dep, verb.tag = upper, "advcl", "VBD"
    noun.head, noun.dep, prep.head, prep.dep = verb, "nsubj", verb, "mark"
    verb.children = sorted([prep, noun, *verb.children], key=_place)


def _set_aside(verb: Word) -> None:
    """Who reports, where the parse made the name one with the noun before it: "will not seek a retrial, prosecutor Lim told"."""
    upper, name = verb.head, verb.child("nsubj")
    comma = next((c.i for c in name.children if c.text == "," and c.i < name.i), None) if name is not None else None
    if name is None or comma is None or upper.child("dobj", "attr") is not None:
        return
    before = [c for c in name.children if c.i < comma]
    if not before or before[0].i < upper.i:
        return
    noun = before[-1]
    name.children = [c for c in name.children if c.i > comma]
    noun.children, noun.dep, noun.head = sorted([*before[:-1], *noun.children], key=_place), "dobj", upper
    for child in before[:-1]:
        child.head = noun
    verb.dep = "parataxis"
    upper.children = sorted([*upper.children, noun], key=_place)


def _split(verb: Word, target: Word, link: Word) -> None:
    upper = verb.head
    that = next((c for c in verb.kids("mark") if c.i < target.i), None)
    for moved, head, dep in ((target, upper, "dobj"), (link, upper, "cc"), (that, target, "det")):
        if moved is not None:
            moved.head.children.remove(moved)
            moved.head, moved.dep = head, dep
            head.children.append(moved)
            head.children.sort(key=_place)
    verb.dep = "conj"


def _place(word: Word) -> int:
    return word.i


def _form(verb: Word) -> str | None:
    """The form of a finite verb; None for infinitives and participles, and where present and infinitive look alike."""
    helper = verb.child(*AUXILIARIES)
    if helper is None and (verb.tag == "VBP" or (verb.tag == "VBD" and verb.lower == verb.lemma)):
        return None
    return FORMS.get((helper or verb).tag)


def _partner(verb: Word, first: Word) -> Word | None:
    form, before = _form(verb), _form(first)
    if form is None:
        return None
    if first.tag in {"VB", "VBG", "VBN"} and before is None and not _goes_on_passive(verb, first):
        return _finite_above(verb, first, form)
    told = first.head if first.dep == "parataxis" else next((c for c in first.kids("ccomp") if c.i < first.i), None)
    if before == "past" and told is not None and (form != "past" or _inserted(first, told)):
        return told if _form(told) in ({"past"} if form == "past" else {"modal", "now"}) else None
    if form == "past" and before == "modal" and verb.child(*AUXILIARIES) is None and not _goes_on_passive(verb, first):
        return _reporting(verb, first)
    if form == "past" and before == "past" and _goes_back(verb, first):
        return _reporting(verb, first)
    dated = first.dep == "advcl" and form == "modal" and before != "modal" and _same_modal(verb, first)
    return first.head if dated else None


def _inserted(said: Word, told: Word) -> bool:
    """Whether commas set who reports apart inside what is told unquoted: "hid the losses, regulators said, and lied"."""
    if said.lemma not in words("announcing") or told.i > said.i:
        return False
    marks = {c.i: c.text for c in (*said.children, *told.children) if c.dep == "punct"}
    return marks.get(said.i + 1) == "," and CLOSING.isdisjoint(marks.values())


def _reporting(verb: Word, first: Word) -> Word | None:
    """The verb in the past that reports the first one: "warned that jobs could go and demanded talks"."""
    aside = next((c for c in first.kids("parataxis") if first.i < c.i < verb.i), None)
    upper = aside if aside is not None else first.head if first.dep == "ccomp" else None
    return upper if upper is not None and _form(upper) == "past" and upper.i < verb.i else None


def _goes_back(verb: Word, first: Word) -> bool:
    """Whether the plain past behind "had" is the reporter's: "said experts had erred and ordered her release"."""
    helper = first.child("aux")
    deed = verb.lower in words("plain-pasts") or verb.lemma in words("speech-acts")
    return helper is not None and helper.lower == "had" and verb.child(*AUXILIARIES) is None and deed


def _same_modal(verb: Word, first: Word) -> bool:
    """Whether the verb above says "will" too: "will step down when the deal is done and will receive"."""
    upper = first.head.child(*AUXILIARIES)
    helper = verb.child(*AUXILIARIES)
    return upper is not None and helper is not None and upper.lower == helper.lower and first.i > first.head.i


def _goes_on_passive(verb: Word, first: Word) -> bool:
    """Whether a past form may be a participle that goes on from a passive: "could be arrested and charged"."""
    return (
        verb.tag == "VBD"
        and first.child("auxpass") is not None
        and verb.child(*AUXILIARIES, "dobj", "ccomp", "xcomp") is None
    )


def _finite_above(verb: Word, first: Word, form: str) -> Word | None:
    """The finite verb above an infinitive or a participle that the second verb may be joined to."""
    if first.tag == "VBN" and first.child("aux", "auxpass") is None:
        return None
    word = first
    for _ in range(NESTED):
        if word.head is word:
            return None
        word = word.head
        found = _form(word) if word.verbal else None
        if found is not None and word.i < verb.i:
            return word if found == form or found != "modal" else None
    return None
