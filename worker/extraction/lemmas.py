"""Lemmas: the model's own lemmatizer behind a cache, and spelling where its lists do not know the word.

The lemmatizer looks a form up in WordNet's lists and, where none has it, takes the first of its suffix rules, which makes
"reconnecte" of "reconnected". So a word that the lists do not know takes the lemma of its second half where they know that
("livestreamed", "crowdfunded"), and otherwise what English spelling says.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

Lookup = Callable[[str, str, str], str]

# Tags of inflected words: only these need the lemmatizer; every other word is its own lemma.
INFLECTED = frozenset(["NNS", "VBD", "VBG", "VBN", "VBZ", "VBP", "JJR", "JJS", "RBR", "RBS"])
# What the tokenizer cuts off, and what no rule reaches.
LEMMAS = {
    "n't": "not", "n’t": "not", "'ll": "will", "’ll": "will", "'ve": "have", "’ve": "have", "'re": "be", "’re": "be",
    "'m": "be", "’m": "be", "wo": "will", "ca": "can", "sha": "shall", "i": "I",
}  # fmt: skip
# Letters of the shortest second half that is looked up: below it too many words end in another by chance.
SECOND_HALF = 5
VERB_ENDING = re.compile(r"(?P<stem>.*[aeiouy].*)(?:ed|ing)")
# Stems that end so lost an "e": of "defac-ed", "decarbonis-ed".
LOST_E = re.compile(r".*(?:[cuvz]|[dr]g|[aeiou]s|[^aeiou]at|iat|[^aeiou]l)")
# Never the whole word: an "s" that stands alone is its own lemma.
PLAIN_S = re.compile(r".+[^s]s")
DOUBLED = re.compile(r".*([bdgmnprt])\1")


def lemma_lookup(nlp: Language) -> Lookup:
    """What gives the lemma of (lower-case word, Penn Treebank tag, universal part of speech)."""
    lemmatizer = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    inflected = _cached(lemmatizer, nlp) if isinstance(lemmatizer, Lemmatizer) else _as_it_is

    def lookup(lower: str, tag: str, pos: str) -> str:
        if lower in LEMMAS:
            return LEMMAS[lower]
        if pos == "AUX" and tag != "MD" and lower in {"'s", "’s", "'d", "’d"}:
            return "be" if lower.endswith("s") else "have"
        return inflected(lower, tag, "VERB" if pos == "AUX" else pos) if tag in INFLECTED else lower

    return lookup


def _as_it_is(lower: str, tag: str, pos: str) -> str:  # noqa: ARG001 - a Lookup
    return lower


def _cached(lemmatizer: Lemmatizer, nlp: Language) -> Lookup:
    known = _index(lemmatizer)

    def of_model(lower: str, tag: str, pos: str) -> str:
        doc = Doc(nlp.vocab, words=[lower])
        doc[0].tag_, doc[0].pos_ = tag, pos
        return str(lemmatizer.lemmatize(doc[0])[0])

    @lru_cache(maxsize=100_000)
    def inflected(lower: str, tag: str, pos: str) -> str:
        words = known.get(pos)
        found = of_model(lower, tag, pos)
        if words is None or found in words:
            return found
        for at in range(1, len(lower) - SECOND_HALF + 1):
            half = of_model(lower[at:], tag, pos)
            if half in words and half != lower[at:]:
                return lower[:at] + half
        return _spelled(lower) if pos == "VERB" else found

    return inflected


def _index(lemmatizer: Lemmatizer) -> dict[str, frozenset[str]]:
    """The known verbs and nouns; every list becomes a set, as the lemmatizer looks for each form that it tries."""
    if not lemmatizer.lookups.has_table("lemma_index"):
        return {}
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in list(index.items()):
        index[part_of_speech] = frozenset(words)
    return {part_of_speech.upper(): index.get(part_of_speech, frozenset()) for part_of_speech in ("verb", "noun")}


def _spelled(lower: str) -> str:
    if lower.endswith("ied"):
        return lower[:-3] + "y"
    ending = VERB_ENDING.fullmatch(lower)
    if not ending:
        return lower[:-1] if PLAIN_S.fullmatch(lower) else lower
    stem = ending["stem"]
    if DOUBLED.fullmatch(stem):
        return stem[:-1]
    return stem + "e" if LOST_E.fullmatch(stem) else stem
