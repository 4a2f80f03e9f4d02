"""Garden paths: a participle that reads as the verb until the verb comes ("A vaccine developed at Lagos protected 76 %").

The model goes down the path where the participle looks like a past tense: it makes it the head and hangs the verb below it.
Two past tenses with no comma, conjunction or subject between them cannot both be finite (Bever 1970).
"""

from worker.extraction.statements.tree import Word

FINITE = frozenset(["VBD", "VBZ"])
BELOW = ("advcl", "ccomp", "conj", "dep")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
TAKEN = ("aux", "auxpass", "dobj", "attr", "acomp", "mark", "xcomp", "prt", "neg")


def turn_back(verb: Word) -> None:
    """Make the verb behind a participle that was taken for one the head, and the participle a clause on its subject."""
    subject = verb.child("nsubj")
    if verb.tag != "VBD" or subject is None or subject.pos not in {"NOUN", "PROPN"} or verb.child(*TAKEN):
        return
    main = next((c for c in verb.kids(*BELOW) if c.i > verb.i and c.tag in FINITE), None)
    if main is None or main.child("mark", "aux", "cc", *SUBJECTS) or not _is_one_stretch(verb, main):
        return
    behind = [c for c in verb.children if c.i > main.i]
    verb.children = [c for c in verb.children if subject.i != c.i and c.i < main.i]
    main.dep, main.head = verb.dep, main if verb.head is verb else verb.head
    if main.head is not main:
        main.head.children[main.head.children.index(verb)] = main
    subject.head, verb.head, verb.dep, verb.tag = main, subject, "acl", "VBN"
    subject.children.append(verb)
    main.children = sorted([subject, *main.children, *behind], key=lambda c: c.i)
    for child in behind:
        child.head = main


def _is_one_stretch(verb: Word, main: Word) -> bool:
    """Whether nothing but a phrase with a preposition stands between the two."""
    between = [c for c in verb.children if verb.i < c.i < main.i]
    before = [c for c in main.children if c.i < main.i]
    phrases = [c for c in between if c.dep in {"prep", "agent"}]
    return bool(phrases) and len(phrases) == len(between) and all(c.dep == "advmod" for c in before)
