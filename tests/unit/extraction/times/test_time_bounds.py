"""Any text at all: spans hold, nothing is raised, long rows of digits cost no more than other text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from time_reading import read

WORDS = ["May", "on", "2021", "31", "February", "last", "Monday", "0", "99999999999", "a.m.", "25:61", "two", "ago", "–",
         "’09", "\u202f", "\u00ad", ",", ".", "every", "the", "of", "century", "B.C.", "weeks", "\n\n", "١٢", "½"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_spans_hold_on_any_text(text: str) -> None:
    for time in read(text):
        assert text[time.start : time.end] == time.text
        assert time.value


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0, max_value=10**30), st.sampled_from(["years ago", "days later", "weeks", "May", "B.C."]))
def test_numbers_beyond_the_calendar_are_no_error(number: int, word: str) -> None:
    for time in read(f"It was {number} {word}."):
        assert time.value


def test_a_long_row_of_digits_and_separators_is_read_to_its_end() -> None:
    text = "1-" * 5_000 + "\n\nIt opened on 12 May 2021."
    assert read(text)[-1].value == "2021-05-12"
