"""The word lists of the statement rules, loaded once from the data files beside this module."""

from functools import cache
from typing import NamedTuple, cast

from worker.contract.facts import Modality, Polarity
from worker.extraction.word_lists import Sets, WordLists

LISTS = WordLists("worker.extraction.statements")
# One of the small sets of words.tsv by its name; asked thirty times a clause, so nothing stands before the look-up.
words = Sets(LISTS, "words.tsv").__getitem__


class Control(NamedTuple):
    """What a verb says about the verb below it; None leaves what the sentence says otherwise."""

    kept: bool
    tense: str | None
    modality: Modality | None
    polarity: Polarity
    reported: bool = False
    spoken: bool = False


class Attitude(NamedTuple):
    """What a verb lends to the clause that it takes as its complement."""

    modality: Modality | None
    polarity: Polarity
    silent: bool


def _modality(value: str) -> Modality | None:
    return None if value in {"=", "reported", "said"} else cast("Modality", value)


@cache
def controls() -> dict[str, Control]:
    """Subject control and raising: lemma to its effect."""
    return {
        word: Control(
            kept == "yes",
            None if tense == "=" else tense,
            _modality(mood),
            cast("Polarity", sign),
            mood == "reported",
            mood == "said",
        )
        for word, kept, tense, mood, sign in LISTS.rows("control.tsv")
    }


@cache
def object_controls() -> dict[str, Control]:
    """Object control: lemma to its effect on what the object does."""
    return {
        word: Control(True, None if tense == "=" else tense, _modality(mood), cast("Polarity", sign))
        for word, tense, mood, sign in LISTS.rows("object-control.tsv")
    }


@cache
def attitudes() -> dict[str, Attitude]:
    """Verbs with a clause as complement: lemma to its effect on that clause."""
    return {
        word: Attitude(_modality(mood), cast("Polarity", sign), silent == "yes")
        for word, mood, sign, silent in LISTS.rows("attitudes.tsv")
    }


@cache
def plan_nouns() -> dict[str, tuple[Control, bool]]:
    """Nouns with an infinitive: lemma to what they say about the deed, and whether a reader would keep it."""
    return {
        word: (
            Control(False, "future" if sign == "+" else None, _modality(mood), cast("Polarity", sign)),
            kept == "yes",
        )
        for word, mood, sign, kept in LISTS.rows("plan-nouns.tsv")
    }


@cache
def hearsay() -> dict[str, str]:
    """Adverbs that tell a thing without vouching for it: word to the cue of the attribution."""
    return dict(cast("list[tuple[str, str]]", LISTS.rows("hearsay.tsv")))


@cache
def resuming() -> dict[str, frozenset[str]]:
    """Pronouns that take up who speaks: word to the types of entity that the speaker may be."""
    return {word: frozenset(types.split()) for word, types in LISTS.rows("resuming.tsv")}


@cache
def lemmas() -> dict[str, str]:
    """Lemmas of verb forms that the model's lemmatizer gets wrong."""
    return dict(cast("list[tuple[str, str]]", LISTS.rows("lemmas.tsv")))


@cache
def denials() -> frozenset[str]:
    """Every word by which a clause may be denied, each alone or with others: "no longer", "instead of", "not all"."""
    return words("negators") | words("nobodies") | words("denying")


@cache
def accusing() -> frozenset[str]:
    """Verbs that bring a charge, a verdict or a sentence with "of", "with" or "for"."""
    return words("accusations") | words("acquittals") | words("convictions")
