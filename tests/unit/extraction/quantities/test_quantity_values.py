"""Values, bounds, changes, units and kinds of quantities, and the numbers that count nothing."""

import pytest
from quantity_reading import read, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm paid $3.5 billion.", ("$3.5 billion", 3.5e9, "USD")),
        ("The firm paid €12bn for it.", ("€12bn", 12e9, "EUR")),
        ("The fund pays 27.50 euros per share.", ("27.50 euros per share", 27.5, "EUR per share")),
        ("Losses reached € 4,5 million.", ("€ 4,5 million", 4.5e6, "EUR")),
        ("The state set aside 5 million kroner.", ("5 million kroner", 5e6, "XXX")),
        ("The town paid 1’200 francs.", ("1’200 francs", 1200, "XXX")),
        ("The agency has 5\u202f000 tents.", ("5\u202f000 tents", 5000, "tent")),
        ("The storm lasted 3½ hours.", ("3½ hours", 3.5, "hour")),
        ("Shares rose 12 percent.", ("12 percent", 12, "percent")),
        ("The bridge is 120 metres long.", ("120 metres", 120, "metre")),
        ("Temperatures fell to −12 °C.", ("−12 °C", -12, "celsius")),
        ("Forty-two schools closed.", ("Forty-two schools", 42, "school")),
        ("A dozen boats sank.", ("A dozen boats", 12, "boat")),
        ("Half a million people fled.", ("Half a million people", 500_000, "person")),
        ("The 42-year-old sailor was rescued.", ("42-year-old", 42, "year of age")),
        ("A magnitude 7.1 earthquake struck the coast.", ("magnitude 7.1", 7.1, "magnitude")),
    ],
)
def test_value_and_unit(text: str, expected: tuple[str, float, str]) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "change"),
    [
        ("At least 41 people were killed.", "At least 41 people", 41, None, ">="),
        ("More than 200 protesters were arrested.", "More than 200 protesters", 200, None, ">"),
        ("He faces up to 20 years.", "up to 20 years", None, 20, "<="),
        ("About 3,000 families fled.", "About 3,000 families", None, None, "~"),
        ("Some 120–140 tents burned.", "120–140 tents", 120, 140, "="),
    ],
)
def test_bounds(text: str, span: str, low: float | None, high: float | None, change: str) -> None:
    [quantity] = read(text).quantities
    assert quantity.text.endswith(span)
    assert (quantity.min, quantity.max) == (low, high)
    assert change in {quantity.change, "="}


@pytest.mark.parametrize(
    ("text", "value", "previous", "change"),
    [
        ("The toll rose from 12 to 41.", 41, 12, "up"),
        ("Unemployment fell to 5.2% from 6%.", 5.2, 6, "down"),
        ("Tessel made 212 million euros, down from 260 million in 2022.", 212e6, 260e6, "down"),
    ],
)
def test_moves(text: str, value: float, previous: float, change: str) -> None:
    moved = next(q for q in read(text).quantities if q.previous is not None)
    assert (moved.value, moved.previous, moved.change) == (value, previous, change)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("At least 41 people were killed and 300 injured.", ["deaths", "injured"]),
        ("Police arrested 12 protesters.", ["arrested"]),
        ("Some 15,000 residents were evacuated.", ["displaced"]),
        ("Another 28 people are missing.", ["missing"]),
        ("He was jailed for 12 years.", ["duration"]),
        ("She paid £2m.", ["money"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in read(text).quantities] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Flight MH370 vanished.",
        "The Boeing 737 landed.",
        "The team won 3-2.",
        "Article 50 was triggered.",
        "Call 555-0123 for help.",
        "On May 5, 2020 the port closed.",
        "Prices fell in the first half of 2023.",
        "The case, No. 12-4567, was heard.",
        "The G20 met again.",
        "The jury decided by a majority of 10 to two.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was jailed for seven years and four months.", [("seven years and four months", 88, "month")]),
        ("The flight took 31 hours and 15 minutes.", [("31 hours and 15 minutes", 1875, "minute")]),
        ("It ran between five months and two years.", [("five months", 5, "month"), ("two years", 2, "year")]),
    ],
)
def test_a_length_told_in_two_units_is_one_quantity(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert shown(text) == expected


def test_a_house_number_counts_nothing() -> None:
    assert shown("They met at 12 Harbour Street on Monday.") == []
    assert shown("Rain closed 12 roads near Harbour Street.") == [("12 roads", 12, "road")]
