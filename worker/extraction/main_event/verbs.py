"""Where the verb of a statement stands, in which sentence, and which other statements tell the same."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from worker.contract.facts import Span, Statement
from worker.extraction.columns import Columns
from worker.extraction.document import Document, Paragraph
from worker.extraction.found import Found
from worker.extraction.statements.lexicon import lemmas as corrected


class Words(NamedTuple):
    """Tokens of one paragraph: from the number ``first`` to before ``end``."""

    paragraph: Paragraph
    first: int
    end: int

    @property
    def columns(self) -> Columns:
        """The tokens as lists."""
        return self.paragraph.columns

    def places(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens ``first`` to ``last`` stand in the text."""
        shift, columns = self.paragraph.start, self.paragraph.columns
        return shift + columns.starts[first], shift + columns.ends[last]


def words_of(document: Document, start: int, end: int) -> Words | None:
    """The tokens that touch ``[start, end)``; None where no paragraph holds the start."""
    paragraph = document.paragraph_at(start)
    if paragraph is None or not paragraph.columns.starts:
        return None
    columns, last = paragraph.columns, min(end, paragraph.end) - 1 - paragraph.start
    return Words(paragraph, columns.at(start - paragraph.start), columns.at(last) + 1)


def find_verb(document: Document, statement: Statement) -> tuple[Words, int] | None:
    """The evidence's tokens and the one that the statement's relation begins with, or None where it holds no such word."""
    evidence = statement.evidence[0]
    words = words_of(document, evidence.start, evidence.end)
    if words is None:
        return None
    taken = [a.span for a in (statement.subject, statement.object) if a is not None and a.span is not None]
    lemma, lemmas, starts = statement.relation.split()[0], words.columns.lemmas, words.columns.starts
    shift = words.paragraph.start
    same = [i for i in range(words.first, words.end) if lemmas[i] == lemma]
    if not same:  # forms that the model's lemmatizer gets wrong: "fined"
        lowers, forms = words.columns.lowers, corrected()
        same = [i for i in range(words.first, words.end) if forms.get(lowers[i]) == lemma]
    hits = [i for i in same if not _inside(shift + starts[i], taken)]
    target = statement.object.span if statement.object is not None else None
    before = [i for i in hits if target is None or shift + starts[i] < target.start]
    if before and statement.voice == "active":
        return words, before[-1]
    return (words, hits[0]) if hits else None


def sentence_of(document: Document, statement: Statement) -> Words | None:
    """The tokens of the sentence that holds a statement; none where the evidence lies outside what was analysed."""
    words = words_of(document, statement.evidence[0].start, statement.evidence[0].end)
    return Words(words.paragraph, *words.columns.sentence(words.first)) if words is not None else None


def same_event(found: Found, main: Statement) -> Iterator[Statement]:
    """The main statement, then those with the same relation and subject."""
    yield main
    ids = set(main.subject.entities)
    for statement in found.statements if ids else ():
        if statement.relation == main.relation and statement.id != main.id and ids & set(statement.subject.entities):
            yield statement


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= offset < s.end for s in spans)
