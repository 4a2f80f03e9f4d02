"""Mends of the model's parse before clauses are read: what headlines leave out, and forms that are no verbs.

Headlines leave out auxiliaries and the full stop ("Two found dead", "Firm to cut jobs"), which the model was not taught.
"""

from collections.abc import Callable
from itertools import pairwise

from worker.extraction.statements.attachment import part, reattach, split_report, unfold
from worker.extraction.statements.garden_path import turn_back
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.small_words import NOUNS, bring_charge, give_subject, join_name, take_particle
from worker.extraction.statements.tree import VERBAL, Word

OBJECTS = ("dobj", "attr", "ccomp", "xcomp", "dative")
HELPED = ("aux", "auxpass", *OBJECTS)
STOPS = frozenset((".", "!", "?", "…"))


def mend(sentence: list[Word]) -> None:
    """Correct arcs, tags and lemmas in place, before the edges of the words are set."""
    headline = _is_headline(sentence)
    if not headline:
        _raise_verbs(sentence)
    for word in sentence:
        if word.children or word.dep in AFTER:
            for correct in BEFORE.get(word.dep, ()):
                correct(word)
            if word.tag in VERBAL:
                _mend_verb(word, headline=headline)
        elif word.text in {";", ":"}:
            part(word)


def _mend_verb(verb: Word, *, headline: bool) -> None:
    if verb.tag == "VBN":
        _led(verb)
        _perfect(verb)
    elif verb.tag == "VBD":
        turn_back(verb)
        _as_participle(verb)
    _join_subjects(verb)
    _reporters(verb)
    _stative(verb)
    if headline:
        _announced(verb)
    if verb.tag in {"VBN", "VBD"}:
        _unsaid_passive(verb, headline=headline)
    for correct in AFTER.get(verb.dep, ()):
        correct(verb)


def _is_headline(sentence: list[Word]) -> bool:
    """Whether the sentence has no full stop, closing quotation marks aside."""
    return STOPS.isdisjoint([w.text for w in sentence[-3:]])


def _raise_verbs(sentence: list[Word]) -> None:
    """The verbs that stand below a noun in place of above it; only a noun at the head of something has one."""
    tops = [w for w in sentence if w.head is w or (w.dep == "dep" and w.i < w.head.i)]
    if NOUNS.isdisjoint([w.tag for w in tops]):
        return
    root = next(w for w in tops if w.head is w)
    _finite(sentence, root)
    if root.head is root:
        _coordinated(tops[0])
        _buried(sentence, root)


def _finite(sentence: list[Word], noun: Word) -> None:
    """The verb of a sentence whose noun stands as its head: "The firm, once rich, filed for bankruptcy."."""
    if noun.tag not in NOUNS or noun.child("nsubj", "cop", "conj"):
        return
    behind = [c for c in noun.children if c.i > noun.i and c.dep in {"acl", "appos", "relcl"}]
    verb = behind[-1] if behind else noun
    opens = sentence[verb.i - 1].text == "," and sentence[verb.i - 1].head is noun
    if len(behind) < len(("acl", "appos")) or verb.dep != "acl" or verb.tag not in {"VBN", "VBD"} or not opens:
        return
    _raise(noun, verb)


def _coordinated(noun: Word) -> None:
    """The verb taken for a participle where a clause is joined to it: "Lines formed, and voting was extended."."""
    verb = noun.child("acl") if noun.tag in NOUNS else None
    if verb is None or verb.tag not in {"VBN", "VBD"} or verb.i != noun.i + 1 or verb.child("agent"):
        return
    joined = any(c.dep == "conj" and c.child("nsubj", "nsubjpass") for c in verb.children)
    if joined or any(c.tag == "VBG" and c.i > verb.i for c in verb.kids("advcl")):
        _raise(noun, verb)


def _raise(noun: Word, verb: Word) -> None:
    """Put the verb in the noun's place, the noun as its subject, and what follows the verb below it."""
    upper = noun.head
    later = [c for c in noun.children if c.i > verb.i]
    noun.children = [c for c in noun.children if c.i < verb.i]
    verb.dep, verb.head, verb.tag = "ROOT", verb, "VBD"
    if upper is not noun:
        upper.children[upper.children.index(noun)] = verb
        verb.dep, verb.head = "ccomp", upper
    noun.dep, noun.head = "nsubj", verb
    verb.children = sorted([noun, *verb.children, *later], key=lambda c: c.i)
    for child in later:
        child.head = verb


def _buried(sentence: list[Word], noun: Word) -> None:
    """The past verb that the parse took for an adjective: "A vaccine that needs two doses reduced cases."."""
    if noun.head is not noun or noun.tag not in NOUNS or noun.child("nsubj", "acl"):
        return
    verb = next((w for w in sentence if w.tag == "VBD" and w.dep == "amod" and w.i > noun.i), None)
    target = verb.head if verb is not None else None
    if verb is None or target is None or target is noun or target.i < verb.i or target.head is target:
        return
    target.head.children.remove(target)
    target.children.remove(verb)
    verb.children.append(target)
    target.head, target.dep = verb, "dobj"
    _raise(noun, verb)


def _told_then(verb: Word) -> None:
    """What was said on an occasion, which the parse hung on the occasion: "denied at the time that it had lied"."""
    noun = verb.head
    if not verb.verbal or noun.dep != "pobj" or noun.lower not in words("occasions"):
        return
    that = next((c for c in verb.children if c.lower == "that" and c.i == noun.i + 1), None)
    upper = noun.head.head
    if that is None or that.dep == "nsubj" or not verb.child("nsubj", "nsubjpass"):
        return
    if not upper.verbal or upper.child("ccomp"):
        return
    noun.children.remove(verb)
    verb.head, verb.dep, that.dep = upper, "ccomp", "mark"
    upper.children.append(verb)
    upper.children.sort(key=lambda c: c.i)


def _fronted(verb: Word) -> None:
    """The subject that a participle behind it took: "Nordlink, founded in 1891, has struggled", "owners holding a fifth agreed"."""
    if verb.tag not in {"VBN", "VBG"}:
        return
    upper, subject = verb.head, verb.child("nsubj")
    if subject is None or verb.child("aux", "auxpass", "mark"):
        return
    comma = any(c.dep == "punct" and c.text == "," and c.i == verb.i - 1 for c in (*verb.children, *subject.children))
    behind = subject.i == verb.i - 1 if verb.tag == "VBG" else comma and not verb.child(*OBJECTS)
    if not behind or upper.i < verb.i or upper.child("nsubj", "nsubjpass", "expl") or not upper.verbal:
        return
    verb.children.remove(subject)
    upper.children.remove(verb)
    upper.children.insert(0, subject)
    subject.head, subject.dep = upper, "nsubjpass" if upper.child("auxpass") else "nsubj"
    subject.children.append(verb)
    verb.head, verb.dep = subject, "acl"


def _as_participle(verb: Word) -> None:
    """A participle taken for a past: behind a noun, or joined to a participle with who does it: "opened in 1962 and bought by Karvon"."""
    if verb.dep not in {"acl", "conj"} or verb.child("nsubj", "nsubjpass", "aux", "dobj") is not None:
        return
    if verb.dep == "acl" or (verb.head.tag == "VBN" and verb.child("agent") is not None):
        verb.tag = "VBN"


def _led(verb: Word) -> None:
    """The participle that took the verb behind its phrase along: "The toll, revised up from 19, includes four children"."""
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or verb.child("aux", "auxpass", "mark") is not None:
        return
    main = next((c for c in verb.kids("conj") if c.tag in {"VBZ", "VBD", "VBP"} and not c.child("nsubj")), None)
    commas = [c.i for c in (*verb.children, *subject.children) if c.text == ","]
    if main is None or verb.i - 1 not in commas or main.i - 1 not in commas:
        return
    main.dep, main.head = verb.dep, verb.head if verb.head is not verb else main
    for child in (subject, main, *verb.kids("punct")):
        verb.children.remove(child)
    if verb.head is not verb:
        verb.head.children[verb.head.children.index(verb)] = main
    subject.head, subject.dep, verb.head, verb.dep = main, "nsubj", subject, "acl"
    main.children.insert(0, subject)
    subject.children.append(verb)


def _join_subjects(verb: Word) -> None:
    """Subjects side by side are one noun that the model took apart: "Ex-treasurer" as three; a colon parts them."""
    subjects = verb.kids("nsubj", "nsubjpass")
    for first, second in pairwise([c for c in subjects if c.i < verb.i]) if len(subjects) > 1 else ():
        if any(c.text == ":" and first.i < c.i < second.i for c in (*first.children, *verb.children)):
            first.dep = "dep"
            continue
        adjoins = first.i + 1 == (second.children[0].i if second.children else second.i) or first.i + 1 == second.i
        if adjoins and first.pos in {"NOUN", "PROPN", "ADJ", "PUNCT"}:
            first.dep, first.head = "compound", second
            second.children.insert(0, first)
            verb.children.remove(first)


def _reporters(verb: Word) -> None:
    """What the reporter goes on to do, which the parse hung on what is reported: "30 were missing, he said, revising it"."""
    report = verb.child("parataxis")
    if report is None:
        return
    for child in [c for c in verb.kids("xcomp") if c.tag == "VBG" and c.i > report.i]:
        verb.children.remove(child)
        child.head, child.dep = report, "advcl"
        report.children.append(child)


def _stative(verb: Word) -> None:
    """Participles that say how things stand: "nine people are still missing" is no missing of a target."""
    state = verb.child("acomp") if verb.lemma in words("states") else None
    if state is not None and state.lower in words("statives"):
        open_end = next((c.lower for c in state.kids("prep") if not c.children), None)
        verb.lemma, state.dep = " ".join(filter(None, (verb.lemma, state.lower, open_end))), "advmod"
    if verb.tag != "VBG" or verb.lower not in words("statives") or verb.child("dobj"):
        return
    own = verb.child("nsubj") is not None and verb.dep in {"advcl", "pcomp"}
    if verb.dep == "acl" or own or any(c.lemma == "be" for c in verb.kids("aux")):
        verb.lemma = f"be {verb.lower}"


def _perfect(verb: Word) -> None:
    """The short "has" before a verb that no one undergoes: "she's agreed to testify"."""
    active = verb.lemma in words("perfects") and verb.child("xcomp") is not None
    if verb.dep == "conj" and active and verb.head.child("auxpass") and not verb.child("aux"):
        verb.tag = "VBD"  # no one is threatened to do a thing: "had not been told and threatened to block the sale"
    short = verb.child("auxpass")
    if short is None or short.lower not in {"'s", "’s"}:
        return
    if verb.child("dobj") is None and not active:
        return
    short.dep = "aux"
    for subject in verb.kids("nsubjpass"):
        subject.dep = "nsubj"


def _announced(verb: Word) -> None:
    """What is to come, in a headline: "Tessellate to buy Corvane", its name taken for an imperative."""
    name = verb.head
    if verb.dep != "xcomp" or name.i != 0 or name.tag != "VB" or name.lower == name.text or name.child("aux"):
        return
    to = verb.child("aux")
    if to is None or to.lower != "to" or to.i != 1:
        return
    name.children.remove(verb)
    for child in name.children:
        child.head = verb
    verb.children[:] = sorted([name, *verb.children, *name.children], key=lambda c: c.i)
    name.children = []
    name.tag, name.pos, name.dep = "NNP", "PROPN", "nsubj"
    verb.dep, verb.head, name.head = "ROOT", verb, verb


def _unsaid_passive(verb: Word, *, headline: bool) -> None:
    """A participle without its auxiliary: "34 killed", "three people found dead"."""
    subject = verb.child("nsubj")
    if subject is None or verb.child(*HELPED) or subject.lower in words("relatives"):
        return
    before = verb.head.child("auxpass") is not None or verb.head.dep == "acomp"
    if verb.dep == "conj" and before and (verb.tag == "VBN" or verb.lemma in words("undergone")):
        subject.dep = "nsubjpass"
    if verb.dep == "ccomp" and verb.tag == "VBN" and verb.head.lemma in words("beholding") and verb.head.i < verb.i:
        subject.dep = "nsubjpass"
    if verb.dep == "ROOT" and verb.tag == "VBN" and any(c.text == "," and c.i == verb.i - 1 for c in subject.children):
        subject.dep = "nsubjpass"
    judged = verb.child("oprd", "acomp") is not None and verb.lemma in words("judging")
    undergone = verb.lemma in words("undergone" if headline else "undergone-only")
    participle = headline and verb.tag == "VBN" and verb.dep not in {"conj", "relcl"}
    if participle or judged or undergone:
        subject.dep = "nsubjpass"


Correction = Callable[[Word], None]
# What is corrected by the arc of a word: before its verb is looked at, and after.
BEFORE: dict[str, tuple[Correction, ...]] = {
    "prep": (join_name, take_particle, bring_charge),
    "aux": (give_subject,),
    "auxpass": (give_subject,),
    "ccomp": (_fronted,),
    "relcl": (_told_then,),
    "acl": (_told_then,),
}
AFTER: dict[str, tuple[Correction, ...]] = {"acl": (unfold,), "ccomp": (split_report,), "conj": (reattach,)}
