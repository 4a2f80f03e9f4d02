"""Speech without marks behind a name and a colon: the lines of a transcript, and a headline ("Lindqvist: Dam is safe")."""

from collections.abc import Iterator
from itertools import pairwise

from worker.extraction.document import LABEL, Document, Paragraph
from worker.extraction.found import Found, Places
from worker.extraction.quotes.drafts import Cue, Draft

LABELLED = frozenset(["label"])
# Words of a headline, at most.
HEADLINE = 25


def read_labelled(document: Document, found: Found) -> Iterator[Draft]:
    """What a name and a colon at the head of a paragraph say somebody says, without marks."""
    yield from _lines(document)
    yield from _headline(document, found)


def _lines(document: Document) -> Iterator[Draft]:
    """What stands behind the labels of a transcript."""
    if not document.transcript:
        return
    for label, said in pairwise(document.paragraphs):
        if label.end == said.start and LABEL.match(document.text, label.start, said.end) is not None:
            end = said.start + len(document.text[said.start : said.end].rstrip())
            yield _draft(document, label, said.start, end, "direct")


def _headline(document: Document, found: Found) -> Iterator[Draft]:
    """What a person or an organisation says by the first line: a name, a colon, a clause, no full stop."""
    first = document.paragraphs[0] if document.paragraphs else None
    if first is None or document.transcript:
        return
    line = document.text[first.start : first.end].rstrip()
    match = LABEL.match(line)
    if match is None or line.endswith(".") or "\n" in line or not 1 < len(line[match.end() :].split()) <= HEADLINE:
        return
    colon = first.start + line.index(":")
    named = Places((m.start, m.end, e.type) for e in found.entities for m in e.mentions if m.kind == "name")
    clause = document.tokens(first.start + match.end(), first.start + len(line))
    tells = clause is not None and any(token.pos_ in {"VERB", "AUX"} for token in clause)
    if tells and any(kind in {"PERSON", "ORG"} for kind in named.covering(colon - 1, colon)):
        yield _draft(document, first, first.start + match.end(), first.start + len(line), "indirect")


def _draft(document: Document, label: Paragraph, start: int, end: int, kind: str) -> Draft:
    colon = document.text.index(":", label.start)
    tokens = document.tokens(label.start, colon)
    name = tokens[-1] if tokens and not _is_letter(tokens.text) else None
    cue = Cue(label.doc[0], LABELLED, colon, colon + 1, name)
    return Draft(start, end, "direct" if kind == "direct" else "indirect", cue, "label", name)


def _is_letter(label: str) -> bool:
    """Whether a label names nobody: "Q", "A"."""
    return len(label) == 1
