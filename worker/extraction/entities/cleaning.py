"""The model's spans, cleaned: articles, titles and marks off, particles on, addresses and plain words out."""

import re

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.names import POSSESSIVE, Line

ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our"})
ADDRESS = re.compile(r"[@/\\]|https?:|www\.|\.com\b", re.IGNORECASE)
# A name longer than this is a list or a headline that the model took for one.
LONGEST = 14
# Titles that stay with a single name: "Pope Francis" is how he is called.
REGNAL = frozenset(["pope", "king", "queen", "prince", "princess", "emperor", "empress", "saint"])


def trimmed(line: Line, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Tokens ``[start, end)`` of the name in a span of the model, or None when it holds no name."""
    words, lowers = line.words, line.lowers
    if "(" in words[start + 1 : end] and words[end - 1] != ")":
        end = words.index("(", start + 1)
    while start < end and (lowers[start] in ARTICLES or not _has_letter(words[start])):
        start += 1
    while start < end and (
        lowers[end - 1] in POSSESSIVE or (not words[end - 1][-1].isalnum() and words[end - 1][-1] != ".")
    ):
        end -= 1
    if label == "PERSON":
        start, end = after_titles(line, start, end), _over_particles(line, end)
    if label in {"PERSON", "GPE", "ORG"}:
        start = _before_particles(line, start)
    return (start, end) if _may_name(line, start, end, label) else None


def _over_particles(line: Line, end: int) -> int:
    """Where a person's name ends that goes on behind a particle: "Luca Cordero di Montezemolo"."""
    i = end
    while i < len(line.words) and line.lowers[i] in lexicon.words("particles.txt"):
        i += 1
    open_end = i > end or line.lowers[end - 1] in lexicon.words("particles.txt")
    proper = open_end and i < len(line.words) and line.words[i][0].isupper() and line.tags[i].startswith("NNP")
    return i + 1 if proper else end


def _before_particles(line: Line, start: int) -> int:
    """Where a surname begins whose particles the model left out: "von der Leyen"."""
    i = start
    while i > 0 and line.tags[i - 1] == "NNP" and line.lowers[i - 1] in lexicon.words("particles.txt"):
        i -= 1
    return i


def _may_name(line: Line, start: int, end: int, label: str) -> bool:
    words = line.words[start:end]
    if not words or len(words) > LONGEST or any(ADDRESS.search(word) for word in words):
        return False
    if len(words) == 1 and line.lowers[start] in lexicon.words("no_names.txt"):
        return False
    if len(words) == 1 and label in {"PERSON", "ORG"} and not line.tags[start].startswith("NNP"):
        return False
    return any(word[0].isupper() for word in words) or _known_small(words, label)


def _known_small(words: list[str], label: str) -> bool:
    """Whether a name in small letters is known by the lists."""
    if label == "PERSON":
        return words[0].title() in lexicon.table("given_names.tsv")
    place = " ".join(words).title()
    return label in {"GPE", "LOC"} and (place in lexicon.listed() or cities.weight(place) >= cities.BIG_WEIGHT)


def after_titles(line: Line, start: int, end: int) -> int:
    """Where the name proper begins in a span that may open with status words, titles and forms of address."""
    lowers = line.lowers
    titles, honorifics, status = (
        lexicon.words("titles.txt"),
        lexicon.table("honorifics.tsv"),
        lexicon.table("status.tsv"),
    )
    last = start
    for i in range(start, end - 1):
        if lowers[i] in REGNAL and i + 2 == end:
            break
        if lowers[i] in titles or lowers[i] in honorifics or lowers[i] in status:
            last = i + 1
            if lowers[last] == "of" and last + 2 < end:
                last += 2
    return last


def _has_letter(word: str) -> bool:
    return any(c.isalnum() for c in word)
