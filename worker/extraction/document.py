"""The text under analysis: paragraphs as the model sees them, with a map to the article's offsets.

All offsets are code points into the whole text, the end exclusive. Kinds of fact read tokens through this class, so
that no module adds paragraph offsets by hand.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from worker.contract.facts import Span
from worker.extraction.apposition import hang_persons
from worker.extraction.columns import Columns
from worker.extraction.datelines import Dateline, find_dateline
from worker.extraction.pipeline import Pipeline

# Typography that the model has not met reads as the plain character, one code point for one, so that offsets stay. A
# space that groups the digits of one number is not plain: "5 400 tonnes" is no 5 and no 400.
WIDE = re.compile(r"(?!(?<=\d)[\u00a0\u2009\u202f]\d{3}(?!\d))[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Half a character, as broken JSON leaves it behind, is no Unicode that the model could read.
PLAIN: dict[int, str] = {
    **dict.fromkeys([0x2010, 0x2011, 0x2212], "-"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
# The curly apostrophe inside a word is read worse than the straight one: "don’t" as two verbs.
APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
# "Lindqvist: ..." and "Q: ..." at the head of a paragraph: where it is the habit of a text, that text is a transcript.
LABEL = re.compile(r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):\s+(?=[^\s\"“‘'«\d])")
LABELS = 3
# A line that a bullet opens is a paragraph of its own: the parser would run the items of a list together.
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n|[ \t]*[•·▪■►‣◦*] )[^\n]+)*")


class Paragraph(NamedTuple):
    """One paragraph: its place in the text, its parse, as lists too, and the text of that parse, with plain marks."""

    number: int
    start: int
    end: int
    doc: Doc
    columns: Columns
    text: str


class Document:
    """The analysed text.

    Args:
        text: the whole article; only its first ``limit`` code points are analysed.
        pipeline: the model.
        limit: code points to analyse.

    Attributes:
        dateline: where the report was filed, a paragraph of its own where it opens one; None where it does not say.
    """

    def __init__(self, text: str, pipeline: Pipeline, limit: int) -> None:
        self.text = text
        self.limited = len(text) > limit
        spans = [m.span() for m in PARAGRAPH.finditer(text, 0, min(limit, len(text))) if m.group().strip()]
        self.dateline = find_dateline(text, spans)
        if self.dateline is not None:
            spans = [piece for span in spans for piece in _without_dateline(span, self.dateline)]
        self.transcript = _is_transcript(text, spans)
        if self.transcript:
            spans = [piece for span in spans for piece in _without_label(text, span)]
        plain = APOSTROPHE.sub("'", WIDE.sub(" ", text)).translate(PLAIN)
        texts = [plain[a:b] for a, b in spans]
        parses = pipeline.analyse(texts)
        for parse in parses:
            hang_persons(parse)
        parsed = enumerate(zip(spans, parses, texts, strict=True))
        self.paragraphs = [Paragraph(i, a, b, *parse, shown) for i, ((a, b), parse, shown) in parsed]
        for paragraph in self.paragraphs:
            paragraph.doc.user_data["start"] = paragraph.start
        self._starts = [p.start for p in self.paragraphs]

    def sentences(self) -> Iterator[tuple[Paragraph, Tokens]]:
        """Every sentence with its paragraph, in the order of the text."""
        for paragraph in self.paragraphs:
            for sentence in paragraph.doc.sents:
                yield paragraph, sentence

    def start(self, item: Token | Tokens) -> int:
        """Where a token or a run of tokens begins in the text."""
        offset = self._offset(item.doc)
        return offset + (item.idx if isinstance(item, Token) else item.start_char)

    def end(self, item: Token | Tokens) -> int:
        """Where a token or a run of tokens ends in the text, exclusive."""
        offset = self._offset(item.doc)
        return offset + (item.idx + len(item) if isinstance(item, Token) else item.end_char)

    def span(self, item: Token | Tokens) -> Span:
        """The evidence that a token or a run of tokens is."""
        return self.between(self.start(item), self.end(item))

    def between(self, start: int, end: int) -> Span:
        """The evidence between two offsets."""
        return Span(start=start, end=end, text=self.text[start:end])

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds an offset, or None between paragraphs and beyond the limit."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self.paragraphs[i].end:
            return None
        return self.paragraphs[i]

    def tokens(self, start: int, end: int) -> Tokens | None:
        """The tokens that touch ``[start, end)``; None where no paragraph holds the start."""
        paragraph = self.paragraph_at(start)
        if paragraph is None:
            return None
        stop = min(end, paragraph.end) - paragraph.start
        return paragraph.doc.char_span(start - paragraph.start, stop, alignment_mode="expand")

    def _offset(self, doc: Doc) -> int:
        start: int = doc.user_data["start"]
        return start


def _is_transcript(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether some labels come again and most of their paragraphs stand in a row: an interview, a hearing."""
    labels = [match.group().strip() for span in spans if (match := LABEL.match(text, *span)) is not None]
    return len(labels) >= LABELS and len(set(labels)) < len(labels)


def _without_label(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    match = LABEL.match(text, *span)
    return [span] if match is None else [(span[0], match.end()), (match.end(), span[1])]


def _without_dateline(span: tuple[int, int], dateline: Dateline) -> list[tuple[int, int]]:
    """A dateline that opens a paragraph is one of its own: the parser would take its place for the subject."""
    start, end = span
    return [span] if start != dateline.start else [(start, dateline.end), (dateline.end, end)]
