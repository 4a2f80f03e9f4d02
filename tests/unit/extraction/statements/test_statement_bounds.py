"""Any text survives, and every span holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_reading import read

from worker.contract.facts import Span, Statement

PIECES = st.sampled_from(
    [
        "The army",
        " attacked",
        " the “village",
        "” in Ohio",
        ",",
        " which",
        " who",
        " to",
        " was killed",
        "\n\n",
        " ",
        "\u200b",
        "🙂",
        "שלום",
        " not",
        "?",
        "…",
        " and",
        " 12%",
        "\t",
        "(",
        "'",
        "\r\n",
    ]
)


def spans(statement: Statement) -> list[Span]:
    arguments = (statement.subject, statement.object, statement.place)
    return [*statement.evidence, *(a.span for a in arguments if a is not None and a.span is not None)]


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_span_is_the_text_it_points_at(text: str) -> None:
    for statement in read(text):
        for span in spans(statement):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked " + "and the navy attacked " * 1200 + ".",
        "He said " + "that she said " * 1600 + "no.",
        "the " * 5000,
        "dogs that " * 2400 + "bark.",
        "Killed, " * 2500,
    ],
    ids=["joined", "nested", "nouns", "relative", "participles"],
)
def test_a_sentence_of_five_thousand_tokens_is_read(text: str) -> None:
    for statement in read(text):
        assert statement.evidence


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "“", "SHOCK AS MINISTER QUITS", "!!! ???"])
def test_odd_texts_are_no_failure(text: str) -> None:
    assert isinstance(read(text), tuple)


def test_the_same_text_gives_the_same_statements() -> None:
    text = "The army attacked the village, killing two. It denied that it had fired."
    assert read(text) == read(text)
