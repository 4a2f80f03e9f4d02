"""Names in the text, and the text's lines as lists of words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from worker.extraction.document import Document, Paragraph
from worker.extraction.entities.lexicon import Listed

# The share of words in capitals from which a line is a headline, and its words are compared in title case.
SHOUTED = 0.6
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class Line:
    """A paragraph's tokens as plain lists, and which name covers each."""

    paragraph: Paragraph
    words: list[str]
    lowers: list[str]
    tags: list[str]
    shouted: bool
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
    words, lowers, tags = paragraph.columns.words, paragraph.columns.lowers, paragraph.columns.tags
    return Line(paragraph, words, lowers, tags, _is_shouted(words), [None] * len(words))


def _is_shouted(words: list[str]) -> bool:
    letters = [word for word in words if word[0].isalpha()]
    return len(letters) > 1 and sum(word.isupper() for word in letters) >= SHOUTED * len(letters)


def key_of(text: str) -> str:
    """A name's form for comparison: compatibility characters folded, dots and case gone, one blank between words."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace(".", "")
    return " ".join(folded.casefold().split())


def names_of(line: Line) -> Iterator[Name]:
    """The names of one line in order."""
    before = None
    for name in line.owner:
        if name is not None and name is not before:
            yield name
        before = name


def mark(line: Line, start: int, end: int, label: str, listed: Listed | None = None, *, by_model: bool = False) -> Name:
    """Put a name on tokens ``[start, end)``; names that it touches go. Returns the name."""
    for other in line.owner[start:end]:
        if other is not None:
            remove(other)
    name = Name(line, start, end, label, key_of(line.doc[start:end].text), listed, by_model)
    line.owner[start:end] = [name] * (end - start)
    return name


def remove(name: Name) -> None:
    """Take a name out of its line."""
    for i in range(name.start, name.end):
        name.line.owner[i] = None
