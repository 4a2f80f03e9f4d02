"""Any text with any marks survives, every span holds, and time grows no faster than the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quote_reading import read

from worker.contract.facts import Quote, Span
from worker.extraction.quotes.marks import read_passages

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "‘‘", "’’"]
PIECES = st.sampled_from(
    [*MARKS, "The dam is safe", ",", " said Ada Lindqvist", " she told him", "He said that ", " ", ".", "\n", "\n\n", ":", "—",
     " according to the ministry", "s'", "’s ", "🙂", "שלום", "\u200b", "?", "…", "(", "Mr. ", " : ", "Nobody has to leave."]
)  # fmt: skip


def spans(quote: Quote) -> list[Span]:
    held = (quote.content, quote.direct_part, quote.speaker_mention, quote.cue, quote.medium)
    return [span for span in held if span is not None]


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_span_is_the_text_it_points_at(text: str) -> None:
    quotes = read(text).quotes
    assert [q.id for q in quotes] == [f"q{i}" for i in range(1, len(quotes) + 1)]
    for quote in quotes:
        for span in spans(quote):
            assert text[span.start : span.end] == span.text
            assert span.text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=[*"“”\"‘’'«»ab .,\n"], max_size=80))
def test_passages_nest_and_never_cross(text: str) -> None:
    paragraphs = [(0, len(text))] if text else []
    passages = read_passages(text, paragraphs)
    for passage in passages:
        assert 0 <= passage.left <= passage.start < passage.end <= passage.right <= len(text)
    outer = [p for p in passages if not p.depth]
    assert all(a.right <= b.left for a, b in pairwise(outer))


@pytest.mark.parametrize(
    "text",
    [('"a" ' * 9 + '"I left," he said. ') * 500, "“" * 10_000, "“He said “she " * 500, "“He left,” she said. " * 300],
    ids=["straight", "one word of marks", "nested", "speech"],
)
def test_ten_thousand_marks_are_read(text: str) -> None:
    for quote in read(text).quotes:
        assert quote.content.text == text[quote.content.start : quote.content.end]


@pytest.mark.parametrize("unit", [*MARKS, "' a", "“a “b", "“a ‘b", "a” ", '"a" '])
def test_passages_of_ten_thousand_marks_nest(unit: str) -> None:
    text = unit * (10_000 // sum(c in "“”\"‘’'«»„`" for c in unit))
    for passage in read_passages(text, [(0, len(text))]):
        assert 0 <= passage.left <= passage.start < passage.end <= passage.right <= len(text)


def test_one_lost_mark_costs_no_other_quotation() -> None:
    text = "“The dam is safe, she said.\n\n“We will rebuild the dam,” Omar Haddad said.\n\n“We will not,” said Ada Lindqvist."
    said = read(text).said()
    assert ("direct", "We will not,", "Ada Lindqvist") in said


def test_the_same_text_gives_the_same_quotes() -> None:
    text = "“The dam is safe,” Ada Lindqvist said. She denied that it leaked."
    assert read(text) == read(text)
