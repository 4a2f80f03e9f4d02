"""Any text at all: spans hold, nothing is raised, the same text gives the same quantities."""

from hypothesis import given, settings
from hypothesis import strategies as st
from quantity_reading import read

WORDS = ["41", "at", "least", "people", "killed", "$", "€", "million", "½", "3½", "1’200", "4,5", "%", "–", "from", "to",
         "up", "including", "of", "them", "a", "dozen", "km/h", "\u202f", "\u00ad", "²", "٣", "×", ".", ",", "\n\n"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_spans_hold_on_any_text(text: str) -> None:
    quantities = read(text).quantities
    for quantity in quantities:
        assert text[quantity.start : quantity.end] == quantity.text
    assert {q.part_of for q in quantities} <= {q.id for q in quantities} | {None}


def test_a_long_row_of_digits_and_separators_is_read_to_its_end() -> None:
    text = "1,000," * 8_000 + "\n\nAt least 41 people were killed."
    last = read(text).quantities[-1]
    assert (last.text, last.value, last.kind) == ("At least 41 people", 41, "deaths")
