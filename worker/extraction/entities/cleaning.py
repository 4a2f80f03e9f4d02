"""The model's spans, cleaned: articles, titles and marks off, particles on, addresses and plain words out."""

import re
from collections.abc import Sequence
from functools import cache

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.context import is_score
from worker.extraction.entities.names import POSSESSIVE, Line, is_full_name
from worker.extraction.entities.roles import is_post

ARTICLES, OTHERWISE, REGNAL, REIGNS, NOBLE = map(lexicon.closed, ("articles", "otherwise", "regnal", "reigns", "noble"))
# Of addresses, and what parts two clauses.
NO_NAME = re.compile(r"[@/\\]|https?:|www\.|\.com\b|—|--", re.IGNORECASE)
# A name longer than this is a list or a headline that the model took for one.
LONGEST = 14
# Tokens of a score: "3-1".
SCORE = 3
# Words of a full name with its title, at least.
FULL = 3


def trimmed(line: Line, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Tokens ``[start, end)`` of the name in a span of the model, or None when it holds no name."""
    words, lowers = line.words, line.lowers
    start = _after_deed(line, start, end)
    start, end = _beside_score(line, start, end)
    if "(" in words[start + 1 : end] and words[end - 1] != ")":
        end = words.index("(", start + 1)
    while start < end and (lowers[start] in ARTICLES or not _has_letter(words[start])):
        start += 1
    while start < end and (
        lowers[end - 1] in POSSESSIVE or (not words[end - 1][-1].isalnum() and words[end - 1][-1] != ".")
    ):
        end -= 1
    if label not in {"LAW", "EVENT"}:
        end = _before_title(line, start, end if label == "WORK" else _before_tail(line, start, end))
    if label == "PERSON":
        start, end = after_titles(line, start, end), _over_particles(line, end)
    if label in {"PERSON", "GPE", "ORG"}:
        start = _before_particles(line, start)
    return (start, end) if _may_name(line, start, end, label) else None


def _beside_score(line: Line, start: int, end: int) -> tuple[int, int]:
    """What is left of a span before or behind a score that the model took in."""
    for i in range(start, end - SCORE + 1):
        if is_score(line, i):
            return (start, i) if i > start else (i + SCORE, end)
    return start, end


def settled(line: Line, start: int, end: int, label: str) -> str:
    """The label of a span of the model, mended where a title before a full name or letters behind one say "person"."""
    start += line.lowers[start] in ARTICLES and end - start > 1
    words, lowers = line.words[start:end], line.lowers[start:end]
    if label == "WORK" and _before_title(line, start, end) < end:
        return "ORG"
    if label != "PERSON" and (is_post(line, start) or _is_styled(words, lowers)):
        return "PERSON"
    if label in {"PERSON", "NORP"} or len(words) < FULL or not all(w[0].isupper() and w.isalpha() for w in words):
        return label
    if lowers[-1] in lexicon.words("post_nominals.txt") and words[-1].isupper():
        return "PERSON"
    opens = lowers[0] in _titles() and len(words) <= FULL + 1
    return "PERSON" if opens and words[-1] not in lexicon.table("heads.tsv") else label


def _is_styled(words: list[str], lowers: list[str]) -> bool:
    """Whether a span is a person by its title: "King Felipe VI", "Duchess of Sussex", "County Prosecutor Jane Doe"."""
    if lowers[0] in REGNAL and lowers[-1] in REIGNS and words[-1].isupper():
        return True
    if is_noble(lowers) and words[-1] not in lexicon.table("heads.tsv"):
        return True
    titles = _titles()
    inner = [i for i in range(1, len(words) - 2) if lowers[i] in titles]
    return bool(inner) and any(is_full_name(words[i + 1 :]) for i in inner)


@cache
def _titles() -> frozenset[str]:
    """Titles that are nothing else."""
    return lexicon.words("titles.txt") - OTHERWISE


def is_noble(lowers: Sequence[str]) -> bool:
    """Whether words are a nobleman's style: "Prince of Wales"."""
    return len(lowers) == FULL and lowers[0] in NOBLE and lowers[1] == "of"


def _after_deed(line: Line, start: int, end: int) -> int:
    """Where a name begins behind a participle, a prefix or a title that the model took in: "Defending Doe", "Ex-council"."""
    if end - start > 1 and is_post(line, start):
        return start + 1
    if end - start > 1 and line.tags[start] == "VBG" and line.opens_sentence(start) and line.tags[start + 1] == "NNP":
        return start + 1
    return start + 2 if line.lowers[start] == "ex" and line.words[start + 1 : start + 2] == ["-"] else start


def _before_tail(line: Line, start: int, end: int) -> int:
    """Where a name ends before small words and letters of honour."""
    while end - start > 1 and line.words[end - 1].islower() and not line.tags[end - 1].startswith("NN"):
        end -= 1
    while end - start > FULL - 1 and line.lowers[end - 1] in lexicon.words("post_nominals.txt"):
        end -= 1
    return end


def _before_title(line: Line, start: int, end: int) -> int:
    """Where a name ends before the title of the name that follows: "Acme Chief Executive" Jane Doe."""
    if end < len(line.words) and line.tags[end] == "NNP" and line.lowers[end - 1] in lexicon.words("titles.txt"):
        last = end - 1
        while last > start and line.lowers[last - 1] in lexicon.words("title_modifiers.txt"):
            last -= 1
        return last if last > start else end
    return end


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
    if not words or len(words) > LONGEST or NO_NAME.search(" ".join(words)):
        return False
    if len(words) == 1 and line.lowers[start] in lexicon.words("no_names.txt"):
        return False
    if label == "WORK" and all(map(str.isupper, words)):
        return False
    if line.shouted and len(words) == 1 and line.lowers[start] in lexicon.table("classes.tsv"):
        return False
    tagged = line.tags[start].startswith("NNP") or words[0] in lexicon.listed()
    if len(words) == 1 and label in {"PERSON", "ORG"} and not tagged:
        return False
    return any(word[0].isupper() for word in words) or _known_small(words, label)


def _known_small(words: list[str], label: str) -> bool:
    """Whether a name in small letters is known by the lists."""
    if label == "PERSON":
        return lexicon.is_given(words[0].title())
    place = " ".join(words).title()
    if words[-1] in lexicon.table("of_words.tsv"):  # "the west coast of Ireland"
        return False
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
        if (lowers[i] in REGNAL and i + 2 == end) or is_noble(lowers[i:end]):
            break
        if lowers[i] in titles or lowers[i] in honorifics or lowers[i] in status:
            last = i + 1
            if lowers[last] == "of" and last + 2 < end:
                last += 2
    return last


def _has_letter(word: str) -> bool:
    return word[0].isalnum() or any(map(str.isalnum, word))
