"""The reporting clause beside a quotation: behind it ("...," said X), in front of it (X said, "...") or a line above it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.quotes.drafts import Cue
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.marks import Passage
from worker.extraction.quotes.phrases import noun_phrase

# A reporting clause stands within this of its quotation; longer ones are another sentence's.
REACH = 160
ENDS = re.compile(r"(\w*)[.!?…]['’”\"]?\s+(?=[A-Z“\"‘])")
LEADING = re.compile(r"[\s,;:–—-]*")
# "Lindqvist: ..." and "Q: ..." at the head of a line.
LABEL = re.compile(r"\s*[^\n.!?:;,]{2,60}:\s*")
# A quotation signed at the end of its line: "..." — Ada Lindqvist
SIGNATURE = re.compile(r"[ \t]*([―—–]|--?)[ \t]*(?=[A-Z])([^\n“”\"]{2,60}?)[ \t]*(?=\n|$)")
# Words of a hearer between a cue and a mark, at most.
HEARER = 6
SPOKEN = frozenset(["say", "tell", "direct"])
NOMINAL = frozenset(["PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"])
HEADS = frozenset(["PROPN", "NOUN", "PRON"])


class Beside:
    """Looks up the cue of a passage.

    Args:
        document: the analysed text.
        cues: the reporting verbs that may introduce a quotation.
    """

    def __init__(self, document: Document, cues: Sequence[Cue]) -> None:
        self._document = document
        self._text = document.text
        self._cues = sorted(cues, key=lambda c: c.start)
        self._starts = [c.start for c in self._cues]

    def behind(self, passage: Passage, limit: int) -> Cue | None:
        """The reporting clause behind, up to ``limit``."""
        said = self._text[max(passage.start, passage.end - 3) : passage.end].rstrip("’'»”\"")
        if said.endswith((".", "…", ";")) and self._text[passage.right : passage.right + 1] != ",":
            return None
        _, end = self._paragraph(passage.right - 1)
        end = min(end, limit, passage.right + REACH)
        end = next(self._stops(passage.right, end), end)
        found = next((c for c in self._between(passage.right, end) if self._adjoins(passage.right, c)), None)
        return None if found is not None and self._answers(passage, found, limit) else found

    def _answers(self, passage: Passage, cue: Cue, limit: int) -> bool:
        """Whether a clause behind a question is a sentence of its own, before an answer: '"...?" He said, "..."'."""
        if self._text[passage.end - 1] not in "?!" or not self._text[cue.end : limit].strip().startswith((",", ":")):
            return False
        opening = self._text[passage.right : cue.start].split(maxsplit=1)
        return bool(opening) and opening[0].istitle() and opening[0].lower() in words("persons")

    def in_front(self, passage: Passage, limit: int) -> Cue | None:
        """The reporting clause in front, from ``limit``; in the line above where that ends in a colon."""
        start, _ = self._paragraph(passage.left)
        if start == passage.left:
            return self._line_above(passage)
        start = max(start, limit, passage.left - REACH)
        lead = self._text[start : passage.left].rstrip()
        if lead.endswith((",", ":")) or self._touches(start, passage):
            found = self._last(start, passage.left)
            return None if found is not None and lead.endswith(",") and self._goes_on(found, passage) else found
        return None

    def _goes_on(self, cue: Cue, passage: Passage) -> bool:
        """Whether a quotation only stands in the clause that a verb takes: "said those, 'whoever they are,' will pay"."""
        clause = cue.complement
        if clause is not None and self._document.start(clause) >= passage.right > cue.end:
            return True
        inserted = self._text[passage.start].islower() and self._text[passage.end - 1] == ","
        after = self._text[passage.right : passage.right + 2].strip()
        return inserted and after[:1].islower() and bool(self._text[cue.end : passage.left].strip(" ,"))

    def resumed(self, passage: Passage, before: Passage, cue: Cue | None) -> Cue | None:
        """The cue of the quotation before, where this one goes on with its sentence: '"...," said X, but "..."'."""
        if cue is None or cue.start < before.right or self._text[passage.start].isupper():
            return None
        lead = self._text[cue.end : passage.left]
        if len(lead) > REACH or "\n" in lead or next(self._stops(before.right, passage.left), None) is not None:
            return None
        said = lead.split()
        while said and said[-1] in words("resuming"):
            said.pop()
        return cue if said and len(said) < len(lead.split()) and said[-1].endswith((",", "—", "–")) else None

    def is_title(self, passage: Passage) -> bool:
        """Whether the words before a passage say that it is a title: "a post titled ..."."""
        before = self._text[max(0, passage.left - REACH) : passage.left].split()
        return bool(before) and before[-1].lower() in words("titling")

    def label(self, passage: Passage) -> Cue | None:
        """A name and a colon before the quotation, without any verb."""
        start, _ = self._paragraph(passage.left)
        if LABEL.fullmatch(self._text, start, passage.left) is None:
            return None
        colon = self._text.rindex(":", start, passage.left)
        tokens = self._document.tokens(start, colon)
        if not tokens or any(t.pos_ not in NOMINAL | {"PUNCT", "ADP", "PART", "CCONJ"} for t in tokens):
            return None
        name = _head(tokens)
        return Cue(tokens[-1], SPOKEN, colon, colon + 1, name) if name is not None else None

    def signature(self, passage: Passage) -> Cue | None:
        """A dash and a name behind the quotation, at the end of the line."""
        _, end = self._paragraph(passage.right - 1)
        signed = SIGNATURE.match(self._text, passage.right, end)
        tokens = self._document.tokens(*signed.span(2)) if signed is not None else None
        if signed is None or not tokens or any(t.pos_ in {"VERB", "AUX"} for t in tokens):
            return None
        return Cue(tokens[0], SPOKEN, *signed.span(1), _head(tokens))

    def _line_above(self, passage: Passage) -> Cue | None:
        own = self._document.paragraph_at(passage.left)
        above = self._document.paragraphs[own.number - 1] if own is not None and own.number else None
        if above is None or not self._text[above.start : above.end].rstrip().endswith(":"):
            return None
        return self._last(max(above.start, above.end - REACH), above.end)

    def _last(self, start: int, end: int) -> Cue | None:
        start = max(self._stops(start, end), default=start)
        found = [c for c in self._between(start, end) if c.uses & SPOKEN]
        return found[-1] if found else None

    def _touches(self, start: int, passage: Passage) -> bool:
        """A cue directly before the mark, or with its hearer only between: 'asked the crowd "..."'."""
        found = [c for c in self._between(start, passage.left) if c.uses & SPOKEN]
        if not found or not self._reaches(found[-1], passage):
            return False
        clause = found[-1].complement
        if clause is None or self._document.end(clause.right_edge) <= passage.right + 1:
            return True
        after = self._text[passage.right : passage.right + REACH].split(maxsplit=1)
        return bool(after) and after[0] in words("going_on") and self._document.start(clause) < passage.right

    def _reaches(self, cue: Cue, passage: Passage) -> bool:
        """Whether nothing but a hearer stands between a cue and a mark, by the parse or, before a whole sentence, by its words."""
        between = self._text[cue.end : passage.left].split()
        if not between or (cue.hearer is not None and between == noun_phrase(cue.hearer).text.split()):
            return True
        said = self._text[passage.start : passage.end]
        if not said[0].isupper() or said[-1] not in ".?!…" or len(between) > HEARER:
            return False
        tokens = self._document.tokens(cue.end, passage.left) or ()
        nouns = [t for t in tokens if t.i > cue.token.i and not t.is_space]
        return bool(nouns) and all(t.pos_ in NOMINAL for t in nouns) and nouns[-1].pos_ in HEADS

    def _adjoins(self, at: int, cue: Cue) -> bool:
        speaker = self._speaker_behind(at, cue) if cue.uses & SPOKEN else None
        if speaker is None:
            return False
        first = min(cue.start, self._document.start(noun_phrase(speaker)))
        if first < at or LEADING.fullmatch(self._text, at, first) is None:
            return False
        cue.subject = speaker
        return True

    def _speaker_behind(self, at: int, cue: Cue) -> Token | None:
        """Who says it, from the parse, or from the words beside the verb where the marks led the parse astray."""
        subjects = (cue.subject, *(c for c in cue.token.children if c.dep_ == "nsubj"))
        found = next((s for s in subjects if s is not None and self._document.start(s) >= at), None)
        if found is not None:
            return found
        tokens = self._document.tokens(at, cue.start) if cue.start > at else None
        nouns = [t for t in tokens or () if not t.is_punct and not t.is_space and self._document.start(t) >= at]
        if nouns:
            named = all(t.pos_ in NOMINAL for t in nouns) and nouns[-1].pos_ in HEADS
            return nouns[-1] if named else None
        return _noun_after(cue.token)

    def _paragraph(self, offset: int) -> tuple[int, int]:
        paragraph = self._document.paragraph_at(offset)
        return (paragraph.start, paragraph.end) if paragraph is not None else (offset, offset)

    def _stops(self, start: int, end: int) -> Iterator[int]:
        """Where sentences end between two offsets; the stop of "Mr." or of an initial ends none."""
        for stop in ENDS.finditer(self._text, start, end):
            if len(stop[1]) != 1 and stop[1] not in words("abbreviations"):
                yield stop.end()

    def _between(self, start: int, end: int) -> list[Cue]:
        return self._cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _head(tokens: Tokens) -> Token | None:
    """The noun that a name without a sentence round it is built on."""
    heads = [t for t in tokens if t.pos_ in HEADS]
    return tokens.root if tokens.root.pos_ in HEADS else heads[-1] if heads else None


def _noun_after(verb: Token) -> Token | None:
    """The noun that follows a verb: "said Prime Minister Ada Lindqvist"."""
    last = None
    for token in verb.doc[verb.i + 1 : verb.i + 9]:
        if token.pos_ not in NOMINAL:
            break
        last = token if token.pos_ in HEADS else last
    return last
