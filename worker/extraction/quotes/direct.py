"""Direct speech: which passages between marks are speech, and the reporting clause beside each."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.marks import Passage
from worker.extraction.quotes.phrases import noun_phrase

# A reporting clause stands within this of its quotation; longer ones are another sentence's.
REACH = 160
ENDS = re.compile(r"(\w*)[.!?…]['’”\"]?\s+(?=[A-Z“\"‘])")
LEADING = re.compile(r"[\s,;:–—-]*")
# Words of a passage that stands alone as speech: below that it is a name, a title or a word held at arm's length.
ALONE = 4
NOMINAL = frozenset(["PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"])
HEADS = frozenset(["PROPN", "NOUN", "PRON"])


def _noun_after(verb: Token) -> Token | None:
    """The noun that follows a verb: "said Prime Minister Ada Lindqvist"."""
    last = None
    for token in verb.doc[verb.i + 1 : verb.i + 9]:
        if token.pos_ not in NOMINAL:
            break
        last = token if token.pos_ in HEADS else last
    return last


class Speech:
    """Attaches passages to the cues of their paragraph."""

    def __init__(self, document: Document, cues: Sequence[Cue]) -> None:
        self._document = document
        self._text = document.text
        self._cues = sorted(cues, key=lambda c: c.start)
        self._starts = [c.start for c in self._cues]

    def read(self, passages: Sequence[Passage]) -> list[Draft]:
        """The passages that are speech, in the order of the text."""
        drafts: list[Draft] = []
        last: tuple[Passage, Draft] | None = None
        for i, passage in enumerate(passages):
            if passage.depth:
                continue
            after = next((p.left for p in passages[i + 1 : i + 6] if p.start > passage.right), len(self._text))
            before = last[0].right if last is not None else 0
            draft = self._one(passage, last, before, after)
            if draft is not None:
                drafts.append(draft)
            last = (passage, draft) if draft is not None else last
        return drafts

    def _one(self, passage: Passage, last: tuple[Passage, Draft] | None, before: int, after: int) -> Draft | None:
        cue = self._after(passage, after) or self._before(passage, before)
        if cue is not None:
            return self._draft(passage, cue, "cued")
        if not self._alone(passage):
            return None
        if last is not None and last[1].speaker is not None:
            between = self._text[last[0].right : passage.left]
            draft = self._draft(passage, last[1].cue, "same")
            draft.like, draft.speaker = last[1], last[1].speaker
            if "\n" not in between:
                draft.resolution = "same-paragraph"
                return draft
            if between.count("\n\n") == 1 and self._begins_paragraph(passage):
                draft.cue, draft.resolution, draft.how = None, "carried-over", "carried"
                return draft
        return self._draft(passage, None, "alone")

    def _draft(self, passage: Passage, cue: Cue | None, how: str) -> Draft:
        return Draft(passage.start, passage.end, "direct", cue, how, cue.subject if cue else None, marks=True)

    def _begins_paragraph(self, passage: Passage) -> bool:
        paragraph = self._document.paragraph_at(passage.left)
        return paragraph is not None and not self._text[paragraph.start : passage.left].strip()

    def _alone(self, passage: Passage) -> bool:
        said = self._text[passage.start : passage.end]
        return said[:1].isupper() and said[-1:] in ".?!…,—-" and len(said.split()) >= ALONE

    def _paragraph(self, offset: int) -> tuple[int, int]:
        paragraph = self._document.paragraph_at(offset)
        return (paragraph.start, paragraph.end) if paragraph is not None else (offset, offset)

    def _after(self, passage: Passage, limit: int) -> Cue | None:
        """The reporting clause behind: "...," said X."""
        if self._text[passage.end - 1] in ".…" and self._text[passage.right : passage.right + 1] != ",":
            return None
        _, end = self._paragraph(passage.right - 1)
        end = min(end, limit, passage.right + REACH)
        end = next(self._stops(passage.right, end), end)
        return next((c for c in self._between(passage.right, end) if self._adjoins(passage.right, c)), None)

    def _adjoins(self, at: int, cue: Cue) -> bool:
        if not cue.uses & {"say", "tell", "direct"}:
            return False
        speaker = self._speaker_behind(at, cue)
        if speaker is None:
            return False
        first = min(cue.start, self._document.start(noun_phrase(speaker)))
        if first < at or LEADING.fullmatch(self._text, at, first) is None:
            return False
        cue.subject = speaker
        return True

    def _speaker_behind(self, at: int, cue: Cue) -> Token | None:
        """Who says it, from the parse, or from the words beside the verb where the parse was led astray by the marks."""
        if cue.subject is not None and self._document.start(cue.subject) >= at:
            return cue.subject
        tokens = self._document.tokens(at, cue.start) if cue.start > at else None
        nouns = [t for t in tokens or () if not t.is_punct and not t.is_space and self._document.start(t) >= at]
        if nouns:
            named = all(t.pos_ in NOMINAL for t in nouns) and nouns[-1].pos_ in HEADS
            return nouns[-1] if named else None
        return _noun_after(cue.token)

    def _before(self, passage: Passage, limit: int) -> Cue | None:
        """The reporting clause in front: X said, "..."."""
        start, _ = self._paragraph(passage.left)
        start = max(start, limit, passage.left - REACH)
        lead = self._text[start : passage.left].rstrip()
        if not lead.endswith((",", ":")) and not self._touches(start, passage):
            return None
        start = max(self._stops(start, passage.left), default=start)
        found = [c for c in self._between(start, passage.left) if c.uses & {"say", "tell", "direct"}]
        return found[-1] if found else None

    def _touches(self, start: int, passage: Passage) -> bool:
        """A cue directly before the mark, or with its hearer only between."""
        found = list(self._between(start, passage.left))
        return bool(found) and len(self._text[found[-1].end : passage.left].split()) <= 1

    def _stops(self, start: int, end: int) -> Iterator[int]:
        """Where sentences end between two offsets; the stop of "Mr." or of an initial ends none."""
        for stop in ENDS.finditer(self._text, start, end):
            if len(stop[1]) != 1 and stop[1] not in words("abbreviations"):
                yield stop.end()

    def _between(self, start: int, end: int) -> list[Cue]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return self._cues[first:last]
