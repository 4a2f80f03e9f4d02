"""Appositions: "Hamas, the militant group" says that Hamas is one."""

from dataclasses import dataclass

from worker.extraction.statements.lexicon import words
from worker.extraction.statements.phrases import Stretch, timely
from worker.extraction.statements.tree import Tree, Word


@dataclass(slots=True)
class Apposition:
    """A noun, and the noun beside it that says what it is."""

    subject: Stretch
    description: Stretch
    at: Word


def read_appositions(tree: Tree) -> list[Apposition]:
    """The appositions of a sentence that are set off by a comma or a dash."""
    if not tree.described:
        return []
    return [found for word in tree.words if word.dep == "appos" and (found := _apposition(tree, word))]


def _apposition(tree: Tree, word: Word) -> Apposition | None:
    before = word.left - 1
    if before < 1 or tree.words[before].text not in {",", "—", "–"} or word.tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return None
    noun = _beside(word, before)
    if noun is None or word.child("cc", "nummod") or noun.tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return None
    if noun.tag == "CD" or noun.child("nummod", "quantmod") or _lists(tree, noun, word) or _measures(word):
        return None
    if timely(word) or word.lemma in words("summaries") or not _adjoins(noun, before):
        return None
    names = (noun.pos == "PROPN") + (word.pos == "PROPN")
    if names != 1 and not word.child("det"):
        return None
    first, second = (noun.left, min(noun.cut, before - 1)), (word.left, word.cut)
    named_second = word.pos == "PROPN" and noun.pos != "PROPN"
    return Apposition(second, first, word) if named_second else Apposition(first, second, word)


def _adjoins(noun: Word, before: int) -> bool:
    """Whether the noun and what belongs to it end at the comma; "the fire was seen by ten people, the crowd" says nothing of the fire."""
    return max([noun.i, *(c.right for c in noun.children if c.i < before and c.right < before)]) >= before - 1


def _lists(tree: Tree, noun: Word, word: Word) -> bool:
    """Whether the two are members of a list of common nouns, which may differ in number: "cars, a yacht and school fees"."""
    if noun.pos == "PROPN" or word.pos == "PROPN":
        return False
    mixed = (noun.tag == "NNS") is not (word.tag == "NNS")
    return mixed or any(w.dep == "cc" and w.lower in {"and", "or"} for w in tree.words[word.left : word.i])


def _measures(word: Word) -> bool:
    """Whether the second noun measures what the clause says, not what the first one is: "a premium of 27%"."""
    return word.lemma in words("measures") and word.child("prep") is not None


def _beside(word: Word, before: int) -> Word | None:
    """The noun that the apposition follows: the last conjunct, where the comma stands behind that one."""
    noun = word.head
    for _ in range(20):
        last = next((c for c in reversed(noun.children) if c.dep == "conj" and c.i < word.left), None)
        if last is not None and any(c.text == "&" and c.i == last.left - 1 for c in noun.kids("cc")):
            return noun
        if last is None:
            break
        noun = last
    return noun if noun.i < before else None
