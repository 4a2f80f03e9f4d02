"""Dates, times of day, durations and sets, and the words that only look like them."""

import pytest
from time_reading import read, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks began on 12 May 2021.", [("12 May 2021", "2021-05-12")]),
        ("He died on the 3rd of July 1999.", [("the 3rd of July 1999", "1999-07-03")]),
        ("They met on September 11, 2001.", [("September 11, 2001", "2001-09-11")]),
        ("Prices fell in March 2020.", [("March 2020", "2020-03")]),
        ("Prices fell in the second quarter of 2023.", [("the second quarter of 2023", "2023-Q2")]),
        ("It was built in the 1980s.", [("the 1980s", "198")]),
        ("It was built in the 19th century.", [("the 19th century", "18")]),
        ("He left on 2021-05-20.", [("2021-05-20", "2021-05-20")]),
        ("They met in the summer of 2018.", [("the summer of 2018", "2018-SU")]),
    ],
)
def test_dates_that_say_all(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, published=None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote is tomorrow.", [("tomorrow", "2024-03-15")]),
        ("The vote was yesterday.", [("yesterday", "2024-03-13")]),
        ("The army attacked on Monday.", [("Monday", "2024-03-11")]),
        ("The army will attack on Monday.", [("Monday", "2024-03-18")]),
        ("It will pay a premium to Monday's closing price.", [("Monday", "2024-03-11")]),
        ("Turnout will be high in Sunday's election.", [("Sunday", "2024-03-17")]),
        ("The talks resumed two days ago.", [("two days ago", "2024-03-12")]),
        ("Sales fell last month.", [("last month", "2024-02")]),
        ("Sales will rise next year.", [("next year", "2025")]),
        ("The fair opened on March 2.", [("March 2", "2024-03-02")]),
        ("The court will sit on April 2.", [("April 2", "2024-04-02")]),
        ("He pleaded not guilty in December.", [("December", "2023-12")]),
    ],
)
def test_dates_against_the_day_of_publication(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
    assert read(text)[0].anchor == "published"


def test_dates_against_the_text() -> None:
    [first, second] = read("The strike began on June 3, 2009. It ended two days later.")
    assert (first.value, second.value, second.anchor) == ("2009-06-03", "2009-06-05", "text")


def test_a_weekday_without_any_date_keeps_its_x() -> None:
    assert values("The army attacked on Thursday.", published=None) == [("Thursday", "XXXX-WXX-4")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The polls opened on Tuesday at 9:30 a.m.", "2024-03-12T09:30"),
        ("The polls will open at 9.30am tomorrow.", "2024-03-15T09:30"),
        ("The hearing is set for 2:30 p.m. EST on April 2.", "2024-04-02T14:30-05"),
        ("The meeting started at noon on Tuesday.", "2024-03-12T12:00"),
    ],
)
def test_a_clock_stands_on_the_day_beside_it(text: str, expected: str) -> None:
    assert expected in [time.value for time in read(text) if time.type == "TIME"]


@pytest.mark.parametrize(
    ("text", "type_", "value", "mod"),
    [
        ("He was held for three weeks.", "DURATION", "P3W", None),
        ("They waited more than two hours.", "DURATION", "PT2H", "MORE_THAN"),
        ("He faces up to 20 years.", "DURATION", "P20Y", "EQUAL_OR_LESS"),
        ("A six-week trial ended.", "DURATION", "P6W", None),
        ("The club meets every Friday.", "SET", "XXXX-WXX-5", None),
        ("The troops will leave over the next two weeks.", "DURATION", "P2W", None),
    ],
)
def test_durations_and_sets(text: str, type_: str, value: str, mod: str | None) -> None:
    [time] = read(text)
    assert (time.type, time.value, time.mod) == (type_, value, mod)


@pytest.mark.parametrize(
    "text",
    [
        "The firm may sue the city.",
        "Mr. March met the board.",
        "The army will march on the city.",
        "Call 555-0123 for help.",
        "The team won the match 3-2.",
        "She finished second in the race.",
        "The fall of the city shocked the king.",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert values(text) == []


def test_hours_that_make_days_are_counted_on() -> None:
    assert values("She was arrested on 9 January 2022 and charged 48 hours later.")[1] == (
        "48 hours later",
        "2022-01-11",
    )


def test_the_evening_of_a_date_is_on_that_date() -> None:
    assert values("She was arrested on the evening of 9 January 2022.")[0] == ("the evening", "2022-01-09TEV")
