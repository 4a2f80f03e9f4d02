"""What "who", "which" and "that" mean: the noun that the parse hangs the clause on, or one near it that fits better."""

from worker.extraction.statements.lexicon import words
from worker.extraction.statements.tree import Word

PLURAL_TAGS = frozenset(("NNS", "NNPS"))
# How many nouns are climbed from the one that the parse names.
NESTED = 4


def antecedent(noun: Word, relative: Word, verb: Word) -> Word:
    """The noun that a relative pronoun stands for as the subject of ``verb``; ``noun`` is the parse's answer."""
    described = _described(noun, relative)
    if described is not noun:
        return described
    if relative.lower == "who":
        return _agreeing(_person(noun, relative), verb)
    return _agreeing(noun, verb)


def _described(noun: Word, relative: Word) -> Word:
    """The person that "who" means where the parse hangs it on the body: "the head of the firm, who will leave"."""
    upper = noun.head.head
    bare = noun.tag in {"NN", "VBG"} and noun.dep == "pobj" and not any(c.i < noun.i for c in noun.children)
    if relative.lower == "which" and bare and upper.pos == "NOUN" and upper.child("det") is not None:
        return upper
    if relative.lower in {"that", "which"} and noun.lower == "people" and noun.dep == "pobj" and upper.pos == "NOUN":
        return upper
    of_body = noun.dep == "pobj" and noun.pos == "PROPN" and upper.pos in {"NOUN", "PROPN"}
    person = _is_person(upper) or (upper.pos == "PROPN" and noun.head.lower in {"of", "from"})
    of_class = noun.dep == "pobj" and noun.lemma in words("bodies") and (_is_person(upper) or upper.pos == "PROPN")
    return upper if relative.lower == "who" and (of_class or (of_body and person)) else noun


def _above(noun: Word) -> list[Word]:
    """The nouns that a noun stands below, nearest first: "people" for the "matter" of "people familiar with the matter"."""
    nouns: list[Word] = []
    word = noun
    for _ in range(2 * NESTED):
        if word.dep not in {"pobj", "prep", "amod", "conj"} or word.head is word:
            break
        word = word.head
        if word.pos in {"NOUN", "PROPN"} and word.i < noun.i:
            nouns.append(word)
    return nouns


def _person(noun: Word, relative: Word) -> Word:
    """Whom "who" means where the parse hangs it on a thing: "people familiar with the matter, who spoke"."""
    last = _last_noun(noun, relative)
    if last is not None:
        return last
    if noun.pos == "PROPN" or _is_person(noun):
        return noun
    return next((n for n in _above(noun) if _is_person(n)), noun)


def _is_person(noun: Word) -> bool:
    return noun.lemma in words("agent-nouns") or noun.lemma in words("persons")


def _last_noun(noun: Word, relative: Word) -> Word | None:
    """The person right before the comma: "the approval of regulators and of shareholders, who will vote"."""
    if not any(c.text == "," and c.i == relative.i - 1 for c in noun.children):
        return None
    word, place = noun, relative.i - 2
    for _ in range(2 * NESTED):
        below = next((c for c in word.children if c.left <= place <= c.right), None)
        if below is None:
            return None
        word = below
        if word.i == place:
            return word if _is_person(word) else None
    return None


def _agreeing(noun: Word, verb: Word) -> Word:
    """The noun above that agrees in number where this one does not: "a claim for damages, which was dropped"."""
    plural = _verb_is_plural(verb)
    own = _is_plural(noun)
    if plural is None or own is None or plural is own:
        return noun
    return next((n for n in _above(noun) if n.pos == "NOUN" and _is_plural(n) is plural), noun)


def _verb_is_plural(verb: Word) -> bool | None:
    finite = verb.child("aux", "auxpass") or verb
    if finite.tag == "VBZ" or finite.lower == "was":
        return False
    return True if finite.tag == "VBP" or finite.lower == "were" else None


def _is_plural(noun: Word) -> bool | None:
    if noun.child("conj") is not None or noun.lower in {"people", "police"}:
        return None if noun.lower != "people" else True
    return True if noun.tag in PLURAL_TAGS else False if noun.tag in {"NN", "NNP"} else None
