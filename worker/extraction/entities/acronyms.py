"""Names that the text itself equates: "International Energy Agency (IEA)", "..., or JCPOA,", "..., known as Marina,".

An acronym is matched letter by letter against the words before it (after Schwartz and Hearst 2003), so that a long form
that the model cut in two becomes one name again.
"""

from collections.abc import Iterator

import pycountry

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Line, Name, mark

# Tokens of a long form, at most, and letters of an acronym.
LONGEST, SHORTEST, MOST = 12, 2, 8
SMALL = lexicon.closed("small") | {"to", "-", "'s", "’s"}
# What stands right before a second name.
BEFORE = frozenset({"(", "or", "as"})
# What may have two names in one breath; a person in brackets is another person, or a party.
NAMED = frozenset({"ORG", "FAC", "LAW", "EVENT", "PRODUCT", "LOC"})


def equate(lines: list[Line]) -> list[tuple[Name, Name]]:
    """Mark both names of every definition in the text.

    Returns:
        The pairs, the long form first.
    """
    return [pair for line in lines for pair in _pairs(line)]


def _pairs(line: Line) -> Iterator[tuple[Name, Name]]:
    for i, end in _definitions(line):
        short = line.words[i]
        if _is_acronym(short):
            long = _long_form(line, _before(line, i), short)
            if long is not None:
                yield long, _marked(line, i, i + 1, long.label)
        elif line.words[end - 1] != ")":
            yield from _known_as(line, i)


def _definitions(line: Line) -> Iterator[tuple[int, int]]:
    """Where a second name begins, and where the definition ends."""
    last = len(line.words) - 1
    for i in [i for i, before in enumerate(line.lowers, 1) if before in BEFORE and 1 < i < last]:
        before, after = line.lowers[i - 1], line.words[i + 1]
        if (before == "(" and after == ")") or (before == "or" and line.words[i - 2] == "," and after in {",", "."}):
            yield i, i + 2
        elif before == "as" and line.lowers[i - 2] == "known":
            yield i + (line.lowers[i] == "the"), i + 1


def _before(line: Line, i: int) -> int:
    """Where the long form before a definition ends: before the bracket, or before ", or" and ", known as"."""
    return i - 1 if line.words[i - 1] == "(" else i - 2 if line.words[i - 2] == "," else i - 3


def _is_acronym(word: str) -> bool:
    if not SHORTEST <= len(word) <= MOST or not word.isalpha() or not word[0].isupper():
        return False
    return sum(c.isupper() for c in word) > len(word) / 2 and pycountry.countries.get(alpha_3=word) is None


def _long_form(line: Line, end: int, short: str) -> Name | None:
    """The name that ends at a token: the words whose letters spell the acronym, or what the model saw there."""
    name = line.owner[end - 1] if end > 0 else None
    start = _spelt(line, end, short)
    if start is not None and (name is None or start < name.start or name.end != end):
        label = name.label if name is not None and name.label in NAMED else _label(line, start, end)
        return _marked(line, start, end, label) if label is not None else None
    return name if name is not None and name.end == end and name.label in NAMED else None


def _label(line: Line, start: int, end: int) -> str | None:
    """What the names inside a long form, or its last word, say it is."""
    inside = {owner.label for owner in line.owner[start:end] if owner is not None}
    heads, words = lexicon.table("heads.tsv"), line.words[start:end]
    told = heads.get(words[words.index("of") - 1]) if "of" in words[1:] else None
    return next((label for label in ("ORG", "LAW") if label in inside), told or heads.get(words[-1]))


def _spelt(line: Line, end: int, short: str) -> int | None:
    """Where the words before ``end`` begin whose initials are the letters of an acronym, small words' or not."""
    letters = short.casefold()
    for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
        if not (line.words[start][0].isupper() or line.lowers[start] in SMALL):
            return None
        words = [w for w in line.lowers[start:end] if w[0].isalnum()]
        if words and line.words[start][0].isupper() and line.lowers[start] not in SMALL and _spells(words, letters):
            return start
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Whether the letters are initials of the words in their order, from the first, and of most words that count."""
    big = sum(w not in SMALL for w in words)
    initials = iter([w[0] for w in words])
    return words[0][0] == letters[0] and 2 * len(letters) >= big and all(letter in initials for letter in letters)


def _known_as(line: Line, i: int) -> Iterator[tuple[Name, Name]]:
    end = _before(line, i - (line.lowers[i - 1] == "the"))
    long, short = (line.owner[end - 1] if end > 0 else None), line.owner[i] if i < len(line.words) else None
    if long is None or short is None or long.end != end or long.label not in NAMED or short.start != i:
        return
    if long.start == 0 or line.lowers[long.start - 1] not in {"and", "or", ","}:
        yield long, short


def _marked(line: Line, start: int, end: int, label: str) -> Name:
    name = line.owner[start]
    if name is not None and (name.start, name.end) == (start, end):
        return name
    return mark(line, start, end, label)
