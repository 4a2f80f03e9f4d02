"""Quotation marks to passages between them: any style, nested, over paragraphs, and never at a loss for a missing mark.

One pass over the marks of each paragraph, so that the time is linear in the text. A mark that finds no partner costs
its own passage and no other's.
"""

from dataclasses import dataclass

from worker.extraction.quotes.facing import SINGLE, Mark, nesting, read_marks

# What may close each opening mark: careless typing mixes straight marks with curly ones.
PAIRS = {
    **dict.fromkeys(("“", "”", '"', "``", "''", "‘‘"), frozenset(("”", '"', "''", "’’", "“"))),
    **dict.fromkeys(("‘", "'", "`"), frozenset(("’", "'"))),
    "„": frozenset(("“", "”")),
    "”": frozenset(("”", '"')),
    "«": frozenset("»"),
    "‹": frozenset("›"),
}
# A curly mark that faces the wrong way opens like the right one.
CURLY = {"”": "“"}
STOPS = (".", ",", "?", "!", "…", ";", ":", "—", "-")
# A single mark opens a quotation no longer than this; longer ones are apostrophes that found no partner.
SINGLE_REACH = 1200
# A quotation in a quotation is as deep as news go.
DEEPEST = 2


@dataclass(slots=True, eq=False)
class Passage:
    """What stands between two marks.

    ``start`` and ``end`` are offsets of the words, ``left`` and ``right`` of the marks around them; ``depth`` counts the
    passages around it. ``opened`` and ``closed`` say whether the mark is there; a passage over several paragraphs is one.
    """

    start: int
    end: int
    left: int
    right: int
    single: bool
    depth: int = 0
    opened: bool = True
    closed: bool = True


def read_passages(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """The quoted passages of a text.

    Args:
        text: the whole text.
        paragraphs: start and end of each paragraph.

    Returns:
        Passages in the order of their start, outer before inner.
    """
    reader = _Reader(text)
    for i, (start, end) in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        reader.paragraph(start, end, following)
    return sorted(reader.passages, key=lambda p: (p.start, -p.end))


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self.passages: list[Passage] = []
        self._open: list[Mark] = []
        self._carried = False

    def paragraph(self, start: int, end: int, following: tuple[int, int] | None) -> None:
        marks = list(read_marks(self._text, start, end))
        if self._carried and marks and marks[0].start == start:
            marks = marks[1:]
        before = len(self.passages)
        for mark, nests in zip(marks, nesting(marks), strict=True):
            self._read(mark, start, before, nests=nests)
        self._end(start, end, following)

    def _read(self, mark: Mark, start: int, before: int, *, nests: bool) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and mark.closes and self._fits(top, mark):
            self._open.pop()
            self._keep(top, mark.start, mark.end, closed=True)
        elif mark.closes and not mark.opens and len(self._open) > 1 and self._fits(self._open[-2], mark):
            self._open.pop()
            self._keep(self._open.pop(), mark.start, mark.end, closed=True)
        elif mark.opens:
            self._begin(mark, nests=nests)
        elif mark.text not in SINGLE and not self._open and len(self.passages) == before:
            self._unopened(mark, start)

    def _begin(self, mark: Mark, *, nests: bool) -> None:
        if self._open and not nests and self._same(self._open[-1], mark):
            stray = self._open.pop()
            lead = self._text[max(stray.end, mark.start - 2) : mark.start].rstrip()
            if lead[-1:] in STOPS and stray.text not in SINGLE:
                self._keep(stray, mark.start, mark.start, closed=False)
        if len(self._open) < DEEPEST:
            self._open.append(mark)

    def _same(self, one: Mark, other: Mark) -> bool:
        return CURLY.get(one.text, one.text) == CURLY.get(other.text, other.text)

    def _unopened(self, mark: Mark, start: int) -> None:
        """A passage whose first mark was lost: from the head of the paragraph, when it ends like speech."""
        if mark.start > start and self._text[mark.start - 1] in STOPS:
            self.passages.append(Passage(start, mark.start, start, mark.end, single=False, opened=False))

    def _end(self, start: int, end: int, following: tuple[int, int] | None) -> None:
        while self._open and self._open[-1].text in SINGLE:
            self._open.pop()
        self._carried = False
        if not self._open:
            return
        first = self._open[0]
        if following is not None and self._reopens(first, following):
            self._open, self._carried = [first], True
            return
        self._open = []
        if first.start < start or first.start == start or self._introduced(first):
            self._keep(first, end, end, closed=False)

    def _reopens(self, mark: Mark, following: tuple[int, int]) -> bool:
        return self._text.startswith(mark.text, following[0])

    def _introduced(self, mark: Mark) -> bool:
        return self._text[max(0, mark.start - 3) : mark.start].rstrip()[-1:] in {",", ":"}

    def _fits(self, opening: Mark, closing: Mark) -> bool:
        if closing.text not in PAIRS.get(opening.text, ()):
            return False
        return opening.text not in SINGLE or closing.start - opening.end <= SINGLE_REACH

    def _keep(self, mark: Mark, end: int, right: int, *, closed: bool) -> None:
        start = mark.end
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        if end > start:
            depth = len(self._open)
            self.passages.append(
                Passage(start, end, mark.start, max(right, end), mark.text in SINGLE, depth, closed=closed)
            )
