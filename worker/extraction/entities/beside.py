"""The places beside a name where its role stands: before it, behind it, after "is"."""

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import DASHES, POSSESSIVE, Line, Name
from worker.extraction.entities.roles import (
    EMPLOYERS,
    LINKS,
    OWNERS,
    Phrase,
    at,
    heads,
    is_post,
    read,
    start_of,
    take_owner,
)

# Tokens and names between a title and the end of what it is the title of ("spokeswoman for the Ministry of Health").
STEPS = 5
CLOSERS = frozenset({"WP", "WDT", "CC", "MD", "VBD", "VBZ", "VBN", "IN"})
# What leads from a title to whom it is held at, where that is no name: "a spokeswoman for the aid group, Jane Doe,".
OWNED = frozenset({"of", "for"})
INDEFINITE, RELATIVE = frozenset({"a", "an"}), "whose"


def before(name: Name) -> Phrase | None:
    """The role that stands right before a name, or before a comma and the name ("the premier, Jane Doe,")."""
    line, last = name.line, _over_address(name.line, name.start - 1)
    comma = last > 0 and (line.words[last] == "," or line.words[last] in DASHES)
    dot = last - comma
    last = _over_dot(line, dot)
    head = _head_before(line, last, heads(name.label), comma=comma)
    if head is None:
        return None
    phrase = read(line, start_of(line, head), head, last + 1)
    if head == last < dot:
        phrase.title += line.words[dot]
    _take_antecedent(phrase)
    if comma and not (_is_named_once(phrase) and _is_closed(name)):
        return None
    if not comma:
        _take_employer(phrase, name)
    return phrase


def _over_address(line: Line, i: int) -> int:
    """The token before the forms of address that end at a token: "Sir", "Dr."."""
    while i >= 0 and (j := _over_dot(line, i)) >= 0 and line.lowers[j] in lexicon.table("honorifics.tsv"):
        i = j - 1
    return i


def _over_dot(line: Line, i: int) -> int:
    """The abbreviation whose dot is a token of its own: "Sgt" of "Sgt."."""
    return i - 1 if i > 0 and line.words[i] == "." and lexicon.is_cut_short(line.lowers[i - 1]) else i


def _take_antecedent(phrase: Phrase) -> None:
    """Take the organisation whose the role is: "Acme, whose president, Jane Doe, left"."""
    line, i = phrase.line, phrase.start - 1
    if i > 0 and line.lowers[i] == RELATIVE and phrase.org is None:
        owner = line.owner[i - 2] if line.words[i - 1] == "," and i > 1 else line.owner[i - 1]
        if owner is not None:
            take_owner(phrase, owner)


def _is_closed(name: Name) -> bool:
    """Whether the apposition ends with the name, or with where its bearer comes from: "the mayor, Jane Doe of the Greens,"."""
    line, i = name.line, name.end
    if i >= len(line.words):
        return False
    return not line.words[i][0].isalpha() or line.lowers[i] in EMPLOYERS


def _take_employer(phrase: Phrase, name: Name) -> None:
    """Take the organisation that follows the name: "analyst Jane Doe of Acme"."""
    line, i = name.line, name.end
    if phrase.org is None and i + 1 < len(line.words) and line.lowers[i] in EMPLOYERS:
        i += 2 if line.lowers[i + 1] == "the" else 1
        owner = line.owner[i] if i < len(line.words) else None
        if owner is not None and owner.label in {"ORG", "GPE"}:
            take_owner(phrase, owner)


def _is_named_once(phrase: Phrase) -> bool:
    line = phrase.line
    owned = any(line.lowers[i] in POSSESSIVE | OWNERS for i in range(phrase.start, phrase.head))
    named = phrase.definite or owned or line.lowers[phrase.start] in INDEFINITE
    return named or phrase.org is not None or phrase.country is not None


def after(name: Name) -> Phrase | None:
    """The role in apposition behind a name: ", the justice minister," or ", 45, a spokesman for Y"."""
    line, i = name.line, name.end
    if not _punctuated(line, i, (",", "(", "–", "—", "-")):
        return None
    i += 1
    if i + 1 < len(line.words) and line.tags[i] == "CD" and line.words[i + 1] == ",":
        i += 2
    phrase = at(line, i, heads(name.label)) if i < len(line.words) else None
    if phrase is None or _is_owner(phrase) or not _closed(line, phrase.end):
        return None
    return phrase


def _is_owner(phrase: Phrase) -> bool:
    """Whether the noun only owns another: "the governor's sister"."""
    after = phrase.head + 1
    return after < len(phrase.line.words) and phrase.line.tags[after] == "POS"


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
    phrase = at(line, i + 1, heads(name.label))
    return phrase if phrase is not None and not _is_owner(phrase) else None


def _punctuated(line: Line, i: int, marks: tuple[str, ...]) -> bool:
    return i < len(line.words) and line.words[i] in marks


def _closed(line: Line, end: int) -> bool:
    return end >= len(line.words) or not line.words[end][0].isalnum() or line.tags[end] in CLOSERS


def _head_before(line: Line, last: int, nouns: frozenset[str], *, comma: bool) -> int | None:
    if last < 0:
        return None
    if line.lowers[last] in nouns and line.owner[last] is None:
        return None if _measures(line, last) else _before_rank(line, last, nouns)
    if last > 1 and is_post(line, last) and line.lowers[last - 2] in nouns:
        return last - 2
    i = _outside(line, last)
    for _ in range(STEPS):
        if i <= 0 or line.tags[i] in {"VBZ", "VBD", "VBP", ",", ".", "CC"}:
            return None
        told = line.words[last][:1].isupper() or (
            comma and line.lowers[i] in OWNED and line.tags[last] in {"NN", "NNS"}
        )
        if told and line.lowers[i] in LINKS and line.lowers[i - 1] in nouns:
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
