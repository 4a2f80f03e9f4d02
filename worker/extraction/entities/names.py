"""Names in the text, and the text's lines as lists of words."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from worker.extraction.columns import Columns
from worker.extraction.document import Document, Paragraph
from worker.extraction.entities import lexicon
from worker.extraction.entities.casing import in_sentences, is_shouted
from worker.extraction.entities.lexicon import Listed

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DASHES = frozenset({"—", "–", "-", "--"})
LONGEST_DATELINE = 14
# Words in a person's full name, at most.
MOST_NAMES = 4


@dataclass(slots=True)
class Line:
    """A paragraph's tokens as plain lists, and which name covers each.

    ``cased`` are its words as they are looked up, none in capitals for being part of a headline;
    ``shouted`` tells a headline in capitals, ``dateline`` the place and agency at the head of a report, up to the dash;
    ``sentences`` are the tokens at which its sentences begin, in order; ``names`` its names by their first token.
    """

    paragraph: Paragraph
    columns: Columns
    words: list[str]
    lowers: list[str]
    tags: list[str]
    cased: list[str]
    shouted: bool
    dateline: bool
    sentences: list[int]
    owner: list["Name | None"]
    names: dict[int, "Name"] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.paragraph.doc

    def sentence(self, i: int) -> int:
        """Where the sentence of a token begins."""
        return self.sentences[bisect_right(self.sentences, i) - 1]

    def opens_sentence(self, i: int) -> bool:
        """Whether a sentence begins at a token."""
        return self.sentence(i) == i

    def text(self, start: int, end: int) -> str:
        """What stands at tokens ``[start, end)``, with plain marks."""
        columns = self.columns
        return self.paragraph.text[columns.starts[start] : columns.ends[end - 1]] if start < end else ""

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Where tokens ``[start, end)`` stand in the whole text."""
        columns, base = self.columns, self.paragraph.start
        return base + columns.starts[start], base + columns.ends[end - 1]


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
    def text(self) -> str:
        """The name as it stands, with plain marks."""
        return self.line.text(self.start, self.end)


def read_lines(document: Document) -> list[Line]:
    """The paragraphs as lists of words."""
    return [_line(paragraph) for paragraph in document.paragraphs]


def _line(paragraph: Paragraph) -> Line:
    columns = paragraph.columns
    words = columns.words
    begins = paragraph.doc.to_array("SENT_START") == 1
    shouted = is_shouted(words)
    return Line(
        paragraph,
        columns,
        words,
        columns.lowers,
        columns.tags,
        cased=in_sentences(words, shouted=shouted),
        shouted=shouted,
        dateline=_is_dateline(words),
        sentences=[0, *(begins[1:].nonzero()[0] + 1).tolist()],
        owner=[None] * len(words),
    )


def _is_dateline(words: list[str]) -> bool:
    return words[-1] in DASHES and words[0].isupper() and len(words) <= LONGEST_DATELINE


def is_full_name(words: Sequence[str]) -> bool:
    """Whether words are a person's by the given name that they begin with."""
    if not 1 < len(words) <= MOST_NAMES or words[-1] in lexicon.table("heads.tsv") or not lexicon.is_given(words[0]):
        return False
    return all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)


def key_of(text: str) -> str:
    """A name's form for comparison: compatibility characters folded, dots and case gone, one blank between words."""
    folded = text if text.isascii() else lexicon.plain(unicodedata.normalize("NFKC", text)).replace("’", "'")
    folded = folded.replace(".", "")
    return " ".join(folded.casefold().split())


def names_of(line: Line) -> list[Name]:
    """The names of one line in order."""
    return [line.names[start] for start in sorted(line.names)]


def mark(line: Line, start: int, end: int, label: str, listed: Listed | None = None, *, by_model: bool = False) -> Name:
    """Put a name on tokens ``[start, end)``; names that it touches go. Returns the name."""
    for other in line.owner[start:end]:
        if other is not None and line.names.get(other.start) is other:
            remove(other)
    name = Name(line, start, end, label, key_of(line.text(start, end)), listed, by_model)
    line.owner[start:end] = [name] * (end - start)
    line.names[start] = name
    return name


def remove(name: Name) -> None:
    """Take a name out of its line."""
    del name.line.names[name.start]
    name.line.owner[name.start : name.end] = [None] * (name.end - name.start)
