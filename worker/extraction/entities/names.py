"""Names in the text: what the model calls an entity, cleaned; what the lists know; what the document repeats."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from worker.extraction.document import Document, Paragraph
from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.lexicon import Listed
from worker.extraction.entities.phrases import Phrases

T = TypeVar("T")
LABELS = {label: label for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW")}
LABELS["WORK_OF_ART"] = "WORK"
ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
ADDRESS = re.compile(r"[@/\\]|https?:|www\.|\.com\b", re.IGNORECASE)
# A name longer than this is a list or a headline that the model took for one.
LONGEST = 14
# Titles that stay with a single name: "Pope Francis" is how he is called.
REGNAL = frozenset(["pope", "king", "queen", "prince", "princess", "emperor", "empress", "saint"])
FINITE = frozenset({"VBD", "VBZ", "MD"})
# Surnames of so few letters ("Li", "Wu") are too often something else where the model sees nothing.
SHORT = 2


@dataclass(slots=True)
class Line:
    """A paragraph's tokens as plain lists, and which name covers each."""

    paragraph: Paragraph
    words: list[str]
    lowers: list[str]
    tags: list[str]
    owner: list["Name | None"] = field(default_factory=list)

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.paragraph.doc


@dataclass(slots=True, eq=False)
class Name:
    """One name in the text: tokens ``[start, end)`` of its line, and what it was taken for there."""

    line: Line
    start: int
    end: int
    label: str
    key: str
    listed: Listed | None = None
    by_model: bool = True

    @property
    def tokens(self) -> Tokens:
        """The tokens."""
        return self.line.doc[self.start : self.end]


def read_lines(document: Document) -> list[Line]:
    """The paragraphs as lists of words."""
    return [_line(paragraph) for paragraph in document.paragraphs]


def _line(paragraph: Paragraph) -> Line:
    doc = paragraph.doc
    words = [t.text for t in doc]
    return Line(paragraph, words, [w.lower() for w in words], [t.tag_ for t in doc], [None] * len(words))


def key_of(text: str) -> str:
    """A name's form for comparison: compatibility characters folded, dots and case gone, one blank between words."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace(".", "")
    return " ".join(folded.casefold().split())


def mark_names(lines: list[Line]) -> None:
    """Mark all names in their lines, none inside another."""
    for line in lines:
        for ent in line.doc.ents:
            if ent.label_ in LABELS:
                _add(line, _trimmed(line, ent.start, ent.end, LABELS[ent.label_]))
        _match(line, _listed_phrases(), _add_listed)


def mark(line: Line, start: int, end: int, label: str) -> None:
    """Mark a name that the model did not see."""
    _add(line, (start, end, label), by_model=False)


def names_of(line: Line) -> Iterator[Name]:
    """The names of one line in order."""
    before = None
    for name in line.owner:
        if name is not None and name is not before:
            yield name
        before = name


def repeat_names(lines: list[Line]) -> None:
    """Mark, where the model saw nothing, the names that it saw elsewhere in the document, and surnames of full names."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for line in lines:
        for name in names_of(line):
            words = tuple(line.words[name.start : name.end])
            votes.setdefault(words, Counter())[name.label] += 1
            if name.label == "PERSON" and len(words) > 1 and len(words[-1]) > SHORT:
                votes.setdefault(words[-1:], Counter())[name.label] += 1
    phrases = Phrases((words, found.most_common(1)[0][0]) for words, found in votes.items() if words[0][:1].isupper())
    for line in lines:
        _match(line, phrases, _add_repeated)


def _match(line: Line, phrases: Phrases[T], add: Callable[[Line, int, int, T], bool]) -> None:
    i, words = 0, line.words
    while i < len(words):
        hit = phrases.at(words, i)
        if hit is not None and add(line, i, *hit):
            i = hit[0]
        else:
            i += 1


def _add_listed(line: Line, start: int, end: int, entry: Listed) -> bool:
    owners = {id(n): n for n in line.owner[start:end] if n is not None}.values()
    if any(n.start < start or n.end > end for n in owners):
        return False
    if not owners and not _stands_alone(line, end, entry):
        return False
    label = entry.type
    for owner in owners:
        if owner.start == start and owner.end == end:
            owner.listed = entry
            return True
        remove(owner)
    _add(line, (start, end, label), listed=entry, by_model=False)
    return True


def _stands_alone(line: Line, end: int, entry: Listed) -> bool:
    if not line.tags[end - 1].startswith(("NNP", "JJ")):
        return False
    return entry.type == "NORP" or not _is_name_part(line, end)


def _add_repeated(line: Line, start: int, end: int, label: str) -> bool:
    if any(line.owner[start:end]) or not (line.tags[end - 1].startswith("NNP") or _acts(line, end, label)):
        return False
    if _is_name_part(line, end) or (_is_name_part(line, start - 1) and line.lowers[start - 1] not in _openers()):
        return False
    _add(line, (start, end, label), by_model=False)
    return True


def _acts(line: Line, end: int, label: str) -> bool:
    """Whether a capitalised word that the tagger took for a noun does something, as a person would ("Price said")."""
    return label == "PERSON" and line.words[end - 1][0].isupper() and end < len(line.tags) and line.tags[end] in FINITE


def _is_name_part(line: Line, i: int) -> bool:
    """Whether a token beside a name may be a part of it that nothing has claimed."""
    return 0 <= i < len(line.words) and line.tags[i].startswith("NNP") and line.owner[i] is None


@cache
def _openers() -> frozenset[str]:
    return lexicon.words("titles.txt") | frozenset(lexicon.table("honorifics.tsv"))


def remove(name: Name) -> None:
    """Take a name out of its line."""
    for i in range(name.start, name.end):
        name.line.owner[i] = None


def _add(
    line: Line, piece: tuple[int, int, str] | None, listed: Listed | None = None, *, by_model: bool = True
) -> None:
    if piece is None:
        return
    start, end, label = piece
    name = Name(line, start, end, label, key_of(line.doc[start:end].text), listed, by_model)
    line.owner[start:end] = [name] * (end - start)


def _trimmed(line: Line, start: int, end: int, label: str) -> tuple[int, int, str] | None:
    words, lowers = line.words, line.lowers
    while start < end and (lowers[start] in ARTICLES or not _has_letter(words[start])):
        start += 1
    while start < end and (
        lowers[end - 1] in POSSESSIVE or (not words[end - 1][-1].isalnum() and words[end - 1][-1] != ".")
    ):
        end -= 1
    if label == "PERSON":
        start, end = after_titles(line, start, end), _over_particles(line, end)
    return (start, end, label) if _may_name(line, start, end, label) else None


def _over_particles(line: Line, end: int) -> int:
    """Where a person's name ends that goes on behind a particle: "Luca Cordero di Montezemolo"."""
    i = end
    while i < len(line.words) and line.lowers[i] in lexicon.words("particles.txt"):
        i += 1
    proper = end < i < len(line.words) and line.words[i][0].isupper() and line.tags[i].startswith("NNP")
    return i + 1 if proper else end


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


@cache
def _listed_phrases() -> Phrases[Listed]:
    return Phrases((lexicon.tokens(form), entry) for form, entry in lexicon.listed().items())
