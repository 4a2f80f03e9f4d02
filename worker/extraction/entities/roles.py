"""Roles: the noun phrase beside a name, read as title, organisation, country and status.

One reader of noun phrases serves every place: before the name ("Israeli Foreign Minister Gabi Ashkenazi"), behind it
("X, a spokesman for Y,"), after a copula ("X is the mayor of Y"), and alone ("the foreign minister").
"""

from dataclasses import dataclass
from functools import cache

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import POSSESSIVE, Line, Name

# A noun phrase that is a role has at most this many tokens before its head, and behind it.
BEFORE, BEHIND = 9, 10
NOUNS = frozenset({"NN", "NNP", "NNS", "NNPS"})
INNER = frozenset(["NN", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "CD", "NNS", "AFX"])
DETERMINERS, OWNERS, DEFINITE = map(lexicon.closed, ("articles", "owners", "definite"))
OWNERS_OF = frozenset({"ORG", "FAC", "GPE", "NORP"})
VERBAL = frozenset({"VBN", "VBG", "CD"})
AGES, LINKS, EMPLOYERS, POSTS = map(lexicon.closed, ("ages", "links", "employers", "posts"))


@dataclass(slots=True)
class Phrase:
    """A noun phrase that names a role: tokens ``[start, end)`` of its line, the head's index, what it says."""

    line: Line
    start: int
    head: int
    end: int
    title: str
    org: Name | None = None
    country: str | None = None
    status: str | None = None
    definite: bool = False

    @property
    def noun(self) -> str:
        """The head noun in lower case."""
        return self.line.lowers[self.head]


@cache
def heads(kind: str) -> frozenset[str]:
    """The nouns that head a role of a person or of anything else."""
    return lexicon.words("titles.txt") if kind == "PERSON" else frozenset(lexicon.table("classes.tsv"))


def start_of(line: Line, head: int) -> int:
    """Where the noun phrase with this head begins."""
    i = head
    while i > 0 and head - i < BEFORE:
        if line.owner[i - 1] is not None:
            i = line.owner[i - 1].start  # type: ignore[union-attr]
        elif (
            line.words[i] == "-"
            or (line.tags[i - 1] in INNER and line.tags[i - 1] not in VERBAL)
            or line.lowers[i - 1] in lexicon.table("status.tsv")
            or line.lowers[i - 1] in lexicon.words("title_modifiers.txt")
        ):
            i -= 1
        else:
            break
    return i - 1 if i > 0 and line.lowers[i - 1] in DETERMINERS else i


def at(line: Line, start: int, nouns: frozenset[str]) -> Phrase | None:
    """The role that the noun phrase beginning at a token names."""
    stop = min(len(line.words), start + BEFORE)
    i = start + (line.lowers[start] in DETERMINERS)
    head = None
    while i < stop:
        owner = line.owner[i]
        if owner is not None and not _is_head(line, i, nouns):
            i = owner.end
        elif line.tags[i] in INNER or line.words[i - 1] == "-" or line.lowers[i] in lexicon.table("status.tsv"):
            head = i if _is_head(line, i, nouns) else head
            i += 1
        else:
            break
    if head is None or (head + 1 < i and line.tags[head + 1] in NOUNS):
        return None
    return read(line, start, head, _tail(line, head))


def _is_head(line: Line, i: int, nouns: frozenset[str]) -> bool:
    return line.lowers[i] in nouns and line.tags[i] in {"NN", "NNP", "JJ"} and line.owner[i] is None


def _tail(line: Line, head: int) -> int:
    """Where the phrase ends: behind "of the central bank", "for the ministry"."""
    end = i = head + 1
    stop = min(len(line.words), head + BEHIND)
    while i + 1 < stop and line.lowers[i] in LINKS:
        i += 1
        while i < stop and (line.tags[i] in INNER or line.lowers[i] in DETERMINERS or line.owner[i] is not None):
            i += 1
            end = i
    return end


def read(line: Line, start: int, head: int, end: int) -> Phrase:
    """What a noun phrase says: whose office, of which country, held when, and its bare title."""
    phrase = Phrase(line, start, head, end, "", definite=line.lowers[start] in DEFINITE)
    first = _read_front(phrase)
    last = _read_tail(phrase)
    phrase.title = " ".join(line.text(first, last).split())
    return phrase


def _read_front(phrase: Phrase) -> int:
    """Take owners and status before the head; returns where the title begins."""
    line, i = phrase.line, phrase.start
    first = i
    while i < phrase.head:
        owner = line.owner[i]
        if owner is not None:
            take_owner(phrase, owner)
            kept = first < i and all(word in lexicon.words("title_modifiers.txt") for word in line.lowers[first:i])
            i = owner.end
            first = first if kept else i
        elif _is_status(line, i):
            phrase.status = phrase.status or _status(line.lowers[i])
            i = first = i + 1
        elif line.lowers[i] in POSSESSIVE or line.lowers[i] in AGES:
            i = first = i + 1
        elif line.lowers[i] in DETERMINERS or line.tags[i] == "HYPH" or line.words[i] == "-":
            i, first = i + 1, i + 1 if first == i else first
        else:
            i += 1
    return _without_praise(line, first, phrase.head)


def _without_praise(line: Line, first: int, head: int) -> int:
    while first < head and (
        line.tags[first] in {"JJ", "JJS", "JJR", "VBN", "VBG", "CD", "HYPH"} and not _belongs(line, first)
    ):
        first += 1
    return first


def _belongs(line: Line, i: int) -> bool:
    return (
        line.words[i][0].isupper()
        or line.lowers[i] in lexicon.words("title_modifiers.txt")
        or line.lowers[i] in lexicon.words("portfolios.txt")
        or _class_noun_ahead(line, i)
    )


def _class_noun_ahead(line: Line, i: int) -> bool:
    return any(line.lowers[j] in lexicon.table("classes.tsv") for j in range(i + 1, min(i + 4, len(line.words))))


def _is_status(line: Line, i: int) -> bool:
    return line.lowers[i] in lexicon.table("status.tsv")


def _status(word: str) -> str | None:
    found = lexicon.table("status.tsv")[word]
    return None if found == "-" else found


def take_owner(phrase: Phrase, owner: Name) -> None:
    """Note whose office it is, or of which country."""
    if owner.label in {"ORG", "FAC"}:
        phrase.org = owner
    elif owner.listed is not None and (owner.label == "NORP" or owner.listed.canonical in lexicon.countries()):
        phrase.country = phrase.country or owner.listed.country


def is_post(line: Line, i: int) -> bool:
    """Whether a token ends a title behind "in": "Special Agent in Charge"."""
    return i > 0 and line.lowers[i] in POSTS and line.lowers[i - 1] == "in"


def _is_kind(line: Line, i: int) -> bool:
    """Whether a common noun follows a name, which then only says of what kind it is: "the maker of Fjell cheese"."""
    return i < len(line.words) and line.tags[i] in {"NN", "NNS"} and line.words[i].islower()


def _read_tail(phrase: Phrase) -> int:
    """Take owners behind the head; returns where the title ends: behind "of operations", before "of the ferry"."""
    line, last = phrase.line, phrase.head + 1
    bare = line.lowers[last] == "of" if last < phrase.end else False
    for i in range(last, phrase.end):
        owner = line.owner[i]
        if owner is not None:
            if owner.label in OWNERS_OF and not _is_kind(line, owner.end):
                take_owner(phrase, owner)
            return last
        bare = bare and line.lowers[i] not in DETERMINERS and line.tags[i] != "CD"
        if (bare and line.lowers[i] not in LINKS) or (i == phrase.head + 2 and is_post(line, i)):
            last = i + 1
    return last
