"""Roles: the noun phrase beside a name, read as title, organisation, country and status.

One reader of noun phrases serves every place: before the name ("Israeli Foreign Minister Gabi Ashkenazi"), behind it
("X, a spokesman for Y,"), after a copula ("X is the mayor of Y"), and alone ("the foreign minister").
"""

from dataclasses import dataclass

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import POSSESSIVE, Line, Name

# A noun phrase that is a role has at most this many tokens before its head, and behind it.
BEFORE, BEHIND = 9, 10
# Tokens and names between a title and the end of what it is the title of ("spokeswoman for the Ministry of Health").
STEPS = 5
NOUNS = ("NN", "NNP", "NNS", "NNPS")
INNER = frozenset(["NN", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "CD", "NNS", "AFX"])
DETERMINERS, OWNERS, DEFINITE = map(lexicon.closed, ("articles", "owners", "definite"))
VERBAL = frozenset({"VBN", "VBG", "CD"})
CLOSERS = frozenset({"WP", "WDT", "CC", "MD", "VBD", "VBZ", "VBN", "IN"})
AGES, LINKS, EMPLOYERS = map(lexicon.closed, ("ages", "links", "employers"))
DASHES = frozenset({"—", "–", "-", "--"})


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


def heads(kind: str) -> frozenset[str]:
    """The nouns that head a role of a person or of anything else."""
    return lexicon.words("titles.txt") if kind == "PERSON" else frozenset(lexicon.table("classes.tsv"))


def before(name: Name) -> Phrase | None:
    """The role that stands right before a name, or before a comma and the name ("the premier, Jane Doe,")."""
    line, last = name.line, name.start - 1
    while last >= 0 and line.lowers[last] in lexicon.table("honorifics.tsv"):
        last -= 1
    comma = last > 0 and (line.words[last] == "," or line.words[last] in DASHES)
    last -= comma
    head = _head_before(line, last, heads(name.label))
    if head is None:
        return None
    phrase = read(line, _start(line, head), head, last + 1)
    _take_employer(phrase, name)
    if comma and not (_is_named_once(phrase) and name.end < len(line.words) and not line.words[name.end][0].isalpha()):
        return None
    return phrase


def _take_employer(phrase: Phrase, name: Name) -> None:
    """Take the organisation that follows the name: "analyst Jane Doe of Acme"."""
    line, i = name.line, name.end
    if phrase.org is None and i + 1 < len(line.words) and line.lowers[i] in EMPLOYERS:
        i += 2 if line.lowers[i + 1] == "the" else 1
        owner = line.owner[i] if i < len(line.words) else None
        if owner is not None and owner.label in {"ORG", "GPE"}:
            _take_owner(phrase, owner)


def _is_named_once(phrase: Phrase) -> bool:
    owned = any(phrase.line.lowers[i] in POSSESSIVE | OWNERS for i in range(phrase.start, phrase.head))
    return phrase.definite or owned or phrase.org is not None or phrase.country is not None


def after(name: Name) -> Phrase | None:
    """The role in apposition behind a name: ", the justice minister," or ", 45, a spokesman for Y"."""
    line, i = name.line, name.end
    if not _punctuated(line, i, (",", "(", "–", "—", "-")):
        return None
    i += 1
    if i + 1 < len(line.words) and line.tags[i] == "CD" and line.words[i + 1] == ",":
        i += 2
    phrase = at(line, i, heads(name.label)) if i < len(line.words) else None
    if phrase is None or not _closed(line, phrase.end):
        return None
    return phrase


def of_copula(name: Name) -> Phrase | None:
    """The role that "is" gives a name: "X is the mayor of Y"."""
    line, i = name.line, name.end
    if _punctuated(line, i, (",",)) and _punctuated(line, i + 1, ("is",)):
        i += 1
    if (
        not _punctuated(line, i, ("is",))
        or not _punctuated(line, i + 1, ("the", "a", "an"))
        or i + 2 >= len(line.words)
    ):
        return None
    return at(line, i + 1, heads(name.label))


def _punctuated(line: Line, i: int, marks: tuple[str, ...]) -> bool:
    return i < len(line.words) and line.words[i] in marks


def _closed(line: Line, end: int) -> bool:
    return end >= len(line.words) or not line.words[end][0].isalnum() or line.tags[end] in CLOSERS


def _head_before(line: Line, last: int, nouns: frozenset[str]) -> int | None:
    if last < 0:
        return None
    if line.lowers[last] in nouns and line.owner[last] is None:
        return None if _measures(line, last) else _before_rank(line, last, nouns)
    i = _outside(line, last)
    for _ in range(STEPS):
        if i <= 0 or line.tags[i] in {"VBZ", "VBD", "VBP", ",", ".", "CC"}:
            return None
        if line.lowers[i] in LINKS and line.lowers[i - 1] in nouns and line.words[last][:1].isupper():
            return i - 1
        i = _outside(line, i)
    return None


def _outside(line: Line, i: int) -> int:
    """The token before a token, or before the name that it is part of."""
    owner = line.owner[i]
    return (i if owner is None else owner.start) - 1


def _measures(line: Line, i: int) -> bool:
    """Whether a noun only counts: "the 35-nation Board of Governors"."""
    return i > 1 and line.words[i - 1] == "-" and line.tags[i - 2] == "CD"


def _before_rank(line: Line, last: int, nouns: frozenset[str]) -> int:
    """The title before an abbreviated rank: "spokesman Rear Adm." is a spokesman; else the rank."""
    i = last
    while i > 0 and (line.lowers[i].endswith(".") or line.lowers[i] in lexicon.words("title_modifiers.txt")):
        i -= 1
    return i if line.lowers[i] in nouns and line.owner[i] is None else last


def _start(line: Line, head: int) -> int:
    """Where the noun phrase with this head begins."""
    i = head
    while i > 0 and head - i < BEFORE:
        if line.owner[i - 1] is not None:
            i = line.owner[i - 1].start  # type: ignore[union-attr]
        elif (
            line.words[i] == "-"
            or (line.tags[i - 1] in INNER and line.tags[i - 1] not in VERBAL)
            or line.lowers[i - 1] in lexicon.table("status.tsv")
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
            _take_owner(phrase, owner)
            kept = first < i and all(word in lexicon.words("title_modifiers.txt") for word in line.lowers[first:i])
            i = owner.end
            first = first if kept else i
        elif _is_status(line, i):
            phrase.status = phrase.status or _status(line.lowers[i])
            i = first = i + 1
        elif line.lowers[i] in POSSESSIVE or line.lowers[i] in AGES:
            i = first = i + 1
        elif line.lowers[i] in DETERMINERS or line.tags[i] == "HYPH":
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


def _take_owner(phrase: Phrase, owner: Name) -> None:
    if owner.label in {"ORG", "FAC"}:
        phrase.org = owner
    elif owner.listed is not None and (owner.label == "NORP" or owner.listed.canonical in lexicon.countries()):
        phrase.country = phrase.country or owner.listed.country


def _read_tail(phrase: Phrase) -> int:
    """Take owners behind the head; returns where the title ends."""
    line, i, last = phrase.line, phrase.head + 1, phrase.head + 1
    while i < phrase.end:
        owner = line.owner[i]
        if owner is not None and owner.label in {"ORG", "FAC", "GPE", "NORP"}:
            _take_owner(phrase, owner)
            return last
        if owner is not None:
            return last
        i += 1
        if (
            line.lowers[i - 1] not in LINKS
            and line.lowers[i - 1] not in DETERMINERS
            and line.lowers[phrase.head + 1] == "of"
        ):
            last = i
    return last
