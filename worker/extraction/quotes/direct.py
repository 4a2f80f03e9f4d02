"""Direct speech: which passages between marks are speech, and whose."""

from collections.abc import Sequence
from typing import NamedTuple

from worker.extraction.document import Document
from worker.extraction.quotes.announced import actor, announcer, is_announced
from worker.extraction.quotes.beside import Beside
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.marks import Passage

# Words of a passage that stands alone as speech: below that it is a name, a title or a word held at arm's length.
ALONE = 4
# What may stand before a passage that is a sentence of its own.
BEFORE = (".", "!", "?", ":", "…", "—", "–", "”", '"', ")", "]", "''")
# A full stop, blanks and a mark, perhaps a name and a day before them.
BESIDE = 40
# A word this long that has no capital shows that a passage is no title.
SHORT = 4
# Pieces that line breaks cut the text between two paragraphs into.
LINES = 3


class _Last(NamedTuple):
    passage: Passage
    draft: Draft


class Speech:
    """Attaches passages to the cues of their paragraph, or to the speaker before."""

    def __init__(self, document: Document, cues: Sequence[Cue]) -> None:
        self._text = document.text
        self._document = document
        self._beside = Beside(document, cues)

    def read(self, passages: Sequence[Passage]) -> list[Draft]:
        """The passages that are speech, in the order of the text.

        Args:
            passages: passages of one depth.
        """
        last: _Last | None = None
        drafts: list[Draft] = []
        for i, passage in enumerate(passages):
            after = passages[i + 1].left if i + 1 < len(passages) else len(self._text)
            if self._beside.is_title(passage):
                continue
            cue = (
                self._beside.behind(passage, after) or self._in_front(passage, last) or self._beside.signature(passage)
            )
            cue = cue or (self._beside.resumed(passage, last.passage, last.draft.cue) if last is not None else None)
            draft = _draft(passage, cue, "cued") if cue is not None else self._without_cue(passage, last)
            if draft is not None:
                drafts.append(draft)
                last = _Last(passage, draft)
        return drafts

    def read_inner(self, passages: Sequence[Passage]) -> list[Draft]:
        """Quotations inside quotations, where a reporting verb stands beside them."""
        drafts = []
        for i, passage in enumerate(passages):
            before = passages[i - 1].right if i else 0
            after = passages[i + 1].left if i + 1 < len(passages) else len(self._text)
            cue = self._beside.behind(passage, after) or self._beside.in_front(passage, before)
            if cue is not None:
                drafts.append(_draft(passage, cue, "cued"))
        return drafts

    def _in_front(self, passage: Passage, last: _Last | None) -> Cue | None:
        cue = self._beside.in_front(passage, last.passage.right if last is not None else 0)
        return cue or self._beside.label(passage)

    def _without_cue(self, passage: Passage, last: _Last | None) -> Draft | None:
        if is_announced(self._text, passage):
            draft = _draft(passage, None, "alone")
            draft.speaker = announcer(self._document, passage)
            return draft
        if not self._alone(passage, last):
            return None
        if last is None or last.draft.speaker is None:
            return self._standing(passage)
        between = self._text[last.passage.right : passage.left]
        if "\n" not in between:
            draft = _draft(passage, last.draft.cue, "same")
            draft.resolution = "same-paragraph"
        elif len(between.split("\n")) <= LINES and self._begins_line(passage) and self._words(passage) >= ALONE:
            draft = _draft(passage, None, "carried")
            draft.resolution = "carried-over"
        else:
            return self._standing(passage)
        draft.speaker = last.draft.speaker
        return draft

    def _standing(self, passage: Passage) -> Draft:
        """A quotation that nobody is said to speak: of the one who does something right before it, or of nobody."""
        draft = _draft(passage, None, "alone")
        if not self._begins_line(passage):
            draft.speaker = actor(self._document, passage)
            draft.how = "acting" if draft.speaker is not None else "alone"
        return draft

    def _words(self, passage: Passage) -> int:
        return len(self._text[passage.start : passage.end].split())

    def _answers(self, passage: Passage, last: _Last | None) -> bool:
        """Whether a paragraph is a quotation and no more, right below one: in a dialogue the shortest is speech."""
        if last is None or not passage.opened or not passage.closed or self._words(passage) == 1:
            return False
        after = self._text[passage.right : passage.right + 80].lstrip(" \t")
        near = self._text.count("\n", last.passage.right, passage.left) < LINES
        return near and self._begins_line(passage) and (not after or after.startswith("\n"))

    def _follows(self, passage: Passage, last: _Last | None) -> bool:
        """Whether a short quotation stands right behind the reporting clause of another one."""
        if last is None or last.draft.cue is None or self._words(passage) == 1:
            return False
        since = max(last.passage.right, last.draft.cue.end)
        return since < passage.left <= since + BESIDE and "\n" not in self._text[since : passage.left]

    def _begins_line(self, passage: Passage) -> bool:
        before = self._text[max(0, passage.left - 80) : passage.left].rstrip(" \t\u200b\u202a\ufeff")
        return not before or before.endswith("\n")

    def _alone(self, passage: Passage, last: _Last | None) -> bool:
        """Whether a passage is a sentence of its own, not a title or a phrase in another sentence."""
        said = self._text[passage.start : passage.end].rstrip("’'»”\"")
        after = self._text[passage.right : passage.right + 1]
        said += after if after in {".", "?", "!"} and passage.closed else ""
        if not said[:1].isupper() or said[-1:] not in ".?!…,—-":
            return False
        if len(said.split()) < ALONE and not self._answers(passage, last) and not self._follows(passage, last):
            return False
        lead = self._text[max(0, passage.left - 4) : passage.left].rstrip()
        if not self._begins_line(passage) and not lead.endswith(BEFORE):
            return False
        telling = [word for word in said.split() if len(word) >= SHORT] or said.split()
        return any(word[:1].islower() for word in telling)


def _draft(passage: Passage, cue: Cue | None, how: str) -> Draft:
    return Draft(passage.start, passage.end, "direct", cue, how, cue.subject if cue else None, marks=True)
