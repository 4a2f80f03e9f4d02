"""A body is a list of lines: paragraphs, headings, list items, table rows. Tidied, in reading order."""

import re
import unicodedata
from typing import Literal, NamedTuple

LineKind = Literal["text", "heading", "item", "row", "quote"]

# What is shown as nothing: zero-width spaces and marks of joining, soft hyphens, byte order marks, C0 and C1
# controls. The zero-width joiner stays: it is part of emoji and of Indic and Arabic words.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*$")


class Line(NamedTuple):
    """One line of a body; ``text`` is tidy and not empty."""

    text: str
    kind: LineKind = "text"


def tidy(text: str) -> str:
    """One line of text, composed (NFC), with single spaces and nothing that cannot be seen."""
    seen = _UNSEEN.sub("", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def split_text(text: str) -> list[Line]:
    """The lines of a plain text; every line break separates."""
    return [Line(line) for raw in text.splitlines() if (line := tidy(raw))]


def join_lines(lines: list[Line]) -> str:
    """The text of a body: one blank line between two lines."""
    return "\n\n".join(line.text for line in lines)


def words(text: str) -> tuple[str, ...]:
    """The words of a line in lower case, for comparison."""
    return tuple(_WORDS.findall(text.casefold()))


def is_sentence(text: str) -> bool:
    """Whether a line ends as sentences end."""
    return bool(_SENTENCE_END.search(text))
