"""Whether two names are one thing's."""

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from worker.extraction.entities import kinds, lexicon
from worker.extraction.entities.things import Thing

# A nickname inside a name: "Ruud “the Uncle” de Boer".
QUOTED = re.compile(r"(?<=\w )[“\"‘(][^”\"’)]*[”\"’)](?= )")
# Shorter words differ by one letter too easily.
MISSPELT_FROM = 7
SMALL, ABBREVIATED, GENERATIONS, COUNTIES, STORMS = map(
    lexicon.closed, ("small", "abbreviated", "generations", "counties", "storms")
)
PLACES = ("GPE", "LOC", "FAC", "NORP")


def name_words(key: str) -> tuple[str, ...]:
    """A name's words without what tells father from son."""
    words = tuple((key if key.isalnum() else QUOTED.sub(" ", key).replace(",", " ")).split())
    return words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words


def same_tail(short: Thing, long: Thing) -> bool:
    """Whether a name is another without its first words, or the same person's by its given names."""
    a, b = short.words, long.words
    if long.type == "PERSON" and len(b) > 1 and not _other_generation(short, long):
        if len(a) == 1:
            return short.type == "PERSON" or not short.listed_as(*PLACES, "ORG")
        if a == b[-len(a) :]:
            return True
        return short.type == "PERSON" and given_agree(a[0], b[0]) and _middle_agree(a[1:-1], b[1:-1])
    if a == b[1:] and (b[0] in COUNTIES if long.type == "GPE" else b[0] in STORMS and long.type == "EVENT"):
        return True
    if long.type == "ORG" and len(b) > len(a) and a == b[-len(a) :]:
        return short.type in {"ORG", "FAC"} if len(a) > 1 else _is_team(short)
    return False


def _is_team(short: Thing) -> bool:
    """Whether the last word of an organisation may stand for it all: "Rovers", no "Bank" and no "Group"."""
    return (
        not short.listed_as(*PLACES)
        and not _is_generic(short.words)
        and short.words[0] not in lexicon.words("corporate.txt")
        and short.type in {"ORG", "PERSON"}
        and short.words[0].endswith("s")
    )


def same_head(short: Thing, long: Thing) -> bool:
    """Whether a name is another without its last words: "Apple" of "Apple Inc", "Xi" of "Xi Jinping"."""
    a, b = short.words, long.words
    if len(b) <= len(a) or b[: len(a)] != a or short.listed_as(*PLACES) or _other_generation(short, long):
        return False
    if long.type == "ORG":
        company = b[-1] in lexicon.words("corporate.txt")
        trade = lexicon.company_words() if company else lexicon.words("corporate.txt")
        if all(word in trade for word in b[len(a) :]):
            return short.type in {"ORG", "PERSON", "GPE", "NORP"}
        firm = b[-1] in lexicon.words("firms.txt") and short.type == "PERSON" and _only_by_model(short)
        return (company or firm or short.type == "ORG") and not _is_generic(a)
    eastern = any("-" in word for word in b[1:]) and _only_by_model(short)
    return long.type == "PERSON" and len(a) == 1 and (short.type == "PERSON" or eastern)


def _only_by_model(thing: Thing) -> bool:
    """Whether nothing in the text backs the model's word for what a thing is: no title, address, age or role."""
    return thing.votes.get(thing.type, 0) <= kinds.MODEL


def _is_generic(words: tuple[str, ...]) -> bool:
    return words[-1].title() in lexicon.table("heads.tsv") or words[-1] in lexicon.table("classes.tsv")


def given_agree(a: str, b: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, or a short form."""
    if a == b or ((len(a) == 1 or len(b) == 1) and a[:1] == b[:1]):
        return True
    return b in nicknames().get(a, ()) or a in nicknames().get(b, ())


def _middle_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(given_agree(x, y) for x, y in zip(a, b, strict=False))


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Short forms of given names, in lower case."""
    table = lexicon.table("nicknames.tsv")
    return {full.casefold(): tuple(short.casefold().split(",")) for full, short in table.items()}


def inflected(a: str, b: str) -> bool:
    """Whether one letter more is no slip: a family ("the Okonjos"), a Slavic surname's feminine form ("Isakova")."""
    short, long = sorted((a, b), key=len)
    return long in (short + "s", short + "a")


def generation(key: str) -> str | None:
    """What tells father from son in a name ("jr"), or None."""
    words = key.replace(",", " ").split()
    return words[-1] if len(words) > 1 and words[-1] in GENERATIONS else None


def _other_generation(a: Thing, b: Thing) -> bool:
    """Whether the names of two say that one is the other's father or son."""
    one, other = ({generation(name.key) for name in thing.names} - {None} for thing in (a, b))
    return bool(one and other and not one & other)


def initials(words: tuple[str, ...]) -> Iterator[str]:
    """The acronyms that a name may have: with and without small words, without its first word."""
    big = [word[0] for word in words if word not in SMALL]
    yield from {"".join(big), "".join(word[0] for word in words), "".join(big[1:])}
    if words[0] in ABBREVIATED:
        yield words[0] + "".join(big[1:])


def misspelt(thing: Thing, surname: str, other: Thing) -> bool:
    """Whether a name is a person's with one letter wrong, missing, doubled or swapped in the surname."""
    a = thing.words[-1]
    if max(len(a), len(surname)) < MISSPELT_FROM or a == surname or inflected(a, surname):
        return False
    if len(thing.words) > 1 and len(other.words) > 1 and not given_agree(thing.words[0], other.words[0]):
        return False
    return OSA.distance(a, surname, score_cutoff=1) <= 1
