"""People who are not named: "an official", "his wife", "the German". They may be whom a pronoun means; then it is nobody's.

A people's name in the singular behind "the" stands for a person of the text who leads as clearly as for a pronoun.
"""

from functools import cache

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Line
from worker.extraction.entities.things import Thing

ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "ROOT"})
NOMINAL = frozenset({"NN", "NNP", "JJ"})
MARKED = frozenset({"det", "poss"})
# Behind a number: "24-year-old".
AGED = ["-", "year", "-", "old"]
# Forms of a people's name that are adjectives or plurals: "the French", "the Germans".
MANY = ("s", "sh", "ch", "ese", "ss")


@cache
def nouns() -> frozenset[str]:
    """The nouns that may speak of a person without a name."""
    return frozenset(lexicon.table("people.tsv")) | lexicon.words("titles.txt")


def stranger(line: Line, i: int) -> Thing | None:
    """The person that a noun speaks of without a name, as a thing of its own; None where it speaks of none."""
    columns = line.columns
    if columns.tags[i] not in NOMINAL or columns.deps[i] not in ROLES or line.owner[i] is not None:
        return None
    word = line.lowers[i - 2] if i > 1 and line.words[i - 1] == "-" else line.lowers[i]
    if word not in nouns():
        return None
    if not any(columns.deps[child] in MARKED for child in columns.kids[i]) or _is_named(line, i):
        return None
    found = lexicon.table("people.tsv").get(word) or lexicon.table("title_genders.tsv").get(word)
    return Thing(type="PERSON", gender=found if found != "-" else None)


def aged(line: Line, i: int) -> int | None:
    """The first token of "the 24-year-old trader" or of "the 24-year-old" that ends at a token; None where it is no such phrase."""
    start = line.columns.left(i)
    words = line.lowers[start : i + 1]
    named = _is_named(line, i) or (i + 1 < len(line.words) and line.owner[i + 1] is not None)
    return start if words[0] == "the" and words[2:6] == AGED and words[1].isdigit() and not named else None


def _is_named(line: Line, i: int) -> bool:
    """Whether a name in apposition says who it is: "his lawyer, Jane Doe"."""
    columns = line.columns
    appositions = (child for child in columns.kids[i] if columns.deps[child] == "appos")
    return any(any(line.owner[columns.left(child) : child + 1]) for child in appositions)


def is_one_of_a_people(line: Line, i: int) -> bool:
    """Whether a people's name at a token stands for one person: "the German said", no "the German chancellor"."""
    word, after = line.words[i], line.tags[i + 1] if i + 1 < len(line.words) else ""
    single = line.lowers[i - 1] == "the" if i else False
    return single and not word.endswith(MANY) and not after.startswith(("NN", "JJ", "HYPH", "VBN", "CC", "POS"))


def conflicts(thing: Thing, country: str | None) -> bool:
    """Whether the text gives a person another country."""
    return any(phrase.country not in (None, country) for _, phrase in thing.roles)
