"""What newswires say of time: quarters, weekends, fixtures, what is left of a week, hours with their zone."""

import pytest
from time_reading import read, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit fell in the third quarter.", ("the third quarter", "2023-Q3")),
        ("Profit will fall in the third quarter.", ("the third quarter", "2024-Q3")),
        ("Profit fell in the first quarter.", ("the first quarter", "2024-Q1")),
        ("Profit fell in the latest quarter.", ("the latest quarter", "2023-Q4")),
        ("Sales grew in the year-ago quarter.", ("the year-ago quarter", "2023-Q1")),
        ("Jobless claims fell in the latest week.", ("the latest week", "2024-W10")),
        ("Growth slowed in the current quarter.", ("the current quarter", "2024-Q1")),
    ],
)
def test_quarters_by_the_tense(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The market opens on Monday.", "2024-03-18"),
        ("Anna Berg speaks in Paris on Monday.", "2024-03-18"),
        ("Police said on Monday that it burned.", "2024-03-11"),
        ("Bomb kills nine in market on Monday", "2024-03-11"),
    ],
)
def test_a_weekday_under_a_present_tense_lies_ahead_but_in_a_headline(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met her the day before yesterday.", ("the day before yesterday", "2024-03-12")),
        ("They meet the day after tomorrow.", ("the day after tomorrow", "2024-03-16")),
        ("Officials hinted at it at the weekend.", ("the weekend", "2024-W10-WE")),
        ("They will meet at the weekend.", ("the weekend", "2024-W11-WE")),
        ("It will stay shut for the rest of the week.", ("the rest of the week", "2024-W11")),
        ("Rain is expected in the weeks ahead.", ("the weeks ahead", "FUTURE_REF")),
        ("By late afternoon the fire was out.", ("late afternoon", "2024-03-14TAF")),
        ("It sank at 0140 GMT.", ("0140 GMT", "2024-03-14T01:40Z")),
    ],
)
def test_days_and_hours(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "span", "type_", "value"),
    [
        ("He waited three and a half years.", "three and a half years", "DURATION", "P3.5Y"),
        ("He waited a year and a half.", "a year and a half", "DURATION", "P1.5Y"),
        ("He waited half an hour.", "half an hour", "DURATION", "PT30M"),
        ("He waited more than a decade.", "more than a decade", "DURATION", "P1DE"),
        ("Sales rose in the first nine months.", "the first nine months", "DURATION", "P9M"),
        ("The line carries 5,000 passengers a day.", "a day", "SET", "P1D"),
    ],
)
def test_durations_of_news(text: str, span: str, type_: str, value: str) -> None:
    [time] = read(text)
    assert (time.text, time.type, time.value) == (span, type_, value)


@pytest.mark.parametrize(
    "text", ["The hotel has 1430 rooms.", "The day after the vote he left.", "Half of the ships sank."]
)
def test_no_hour_no_day_no_duration(text: str) -> None:
    assert [t for t in read(text) if t.type == "TIME" or t.value.startswith(("2024", "P"))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was jailed for seven years and four months.", [("seven years and four months", "P7Y4M")]),
        ("The flight took 31 hours and 15 minutes.", [("31 hours and 15 minutes", "PT31H15M")]),
        ("The siege lasted two days and 4 hours.", [("two days and 4 hours", "P2DT4H")]),
        ("The terms ran between five months and two years.", [("five months", "P5M"), ("two years", "P2Y")]),
        ("Rain fell for two days and two days.", [("two days", "P2D"), ("two days", "P2D")]),
    ],
)
def test_a_length_told_in_two_units_is_one_duration(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The city said the road would reopen by Wednesday.", "2024-03-20"),
        ("The shop would have closed on Monday.", "2024-03-11"),
        ("The city said the road reopened on Wednesday.", "2024-03-13"),
        ("They hope to open by the spring.", "2024-SP"),
    ],
)
def test_what_would_happen_lies_ahead(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "span", "mod"),
    [
        ("He stole from them over three years.", "three years", None),
        ("Over two days of talks they agreed on little.", "two days", None),
        ("It was the first strike in over three years.", "over three years", "MORE_THAN"),
        ("The trial lasted over six weeks.", "over six weeks", "MORE_THAN"),
        ("They held it for just over a week.", "just over a week", "MORE_THAN"),
    ],
)
def test_over_a_length_is_during_unless_a_word_before_makes_it_more(text: str, span: str, mod: str | None) -> None:
    [time] = read(text)
    assert (time.text, time.mod) == (span, mod)


def test_lengths_of_two_things_are_two() -> None:
    assert values("He got a term suspended for two years and 200 hours of unpaid work.") == [
        ("two years", "P2Y"),
        ("200 hours", "PT200H"),
    ]
