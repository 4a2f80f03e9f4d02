"""Numbers without a noun of their own, revised figures, shares, what a number was before and when."""

import pytest
from quantity_reading import read


def units(text: str) -> list[tuple[float | int | None, str, str]]:
    """Value, unit and kind of each quantity."""
    return [(q.value, q.unit, q.kind) for q in read(text).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said 19 people were missing, but eight were later found alive.", (8, "person", "count")),
        ("The firm hired 142,000 workers, fewer than the 160,000 expected.", (160_000, "worker", "count")),
        ("At least 118 people are missing. On Monday the agency had put that figure at 94.", (94, "person", "missing")),
        ("The state gave 45 million euros, with another 120 million to follow.", (120_000_000, "EUR", "money")),
    ],
)
def test_a_number_goes_on_from_the_one_before(text: str, expected: tuple[float, str, str]) -> None:
    assert units(text)[-1] == expected


def test_a_number_that_goes_on_from_nothing_stays_bare() -> None:
    assert units("The vote went to a panel, and eight were later dropped.") == [(8, "", "count")]


def test_of_the_so_many_are_parts() -> None:
    whole, children = read("Of the 61 people killed, 17 were children.").quantities
    assert (children.unit, children.kind, children.part_of) == ("child", "deaths", whole.id)


def test_money_is_no_part_of_payments() -> None:
    assert {q.part_of for q in read("He got 26 payments, including £310,000 in May.").quantities} == {None}


@pytest.mark.parametrize(
    ("text", "value", "previous", "as_of"),
    [
        ("The toll rose to 61 on Thursday, up from 43 a day earlier.", 61, 43, "a day earlier"),
        ("Revenue was $612 million, down 4 percent from $637 million a year earlier.", 612e6, 637e6, "a year earlier"),
        ("They bought $2.1 billion of bonds, compared with $900 million last year.", 2.1e9, 900e6, "last year"),
    ],
)
def test_what_it_was_before_has_its_own_date(text: str, value: float, previous: float, as_of: str) -> None:
    quantities, _, times = read(text)
    now = next(q for q in quantities if q.previous is not None)
    before = next(q for q in quantities if q.value == previous)
    assert (now.value, now.previous) == (value, previous)
    assert times[before.as_of] == as_of
    assert now.as_of != before.as_of


def test_two_things_compared_are_no_move() -> None:
    assert {q.previous for q in read("Beef cost $12, compared with $4 for beans.").quantities} == {None}


def test_a_date_deeper_down_dates_something_else() -> None:
    assert [q.as_of for q in read("The bridge that was built in 1962 cost $3 million.").quantities] == [None]


@pytest.mark.parametrize(
    ("text", "span", "value", "least"),
    [
        ("Fewer than one in ten stayed.", "Fewer than one in ten", 0.1, None),
        ("One in five of the injured came from Aster.", "One in five", 0.2, None),
        (
            "He must serve at least two-thirds of his sentence.",
            "at least two-thirds of his sentence",
            0.666667,
            0.666667,
        ),
        ("The crossing takes two and a half hours.", "two and a half hours", 2.5, None),
        ("The lab used 10⁶ cells.", "10⁶ cells", 1_000_000, None),
        ("The firm won tens of millions of pounds.", "tens of millions of pounds", None, 20_000_000),
    ],
)
def test_shares_halves_and_powers(text: str, span: str, value: float | None, least: float | None) -> None:
    [quantity] = read(text).quantities
    assert (quantity.text, quantity.value, quantity.min) == (span, value, least)


def test_numbers_joined_by_and_stay_two() -> None:
    [term] = read("They were jailed for between four and six years.").quantities
    assert (term.min, term.max, term.unit) == (4, 6, "year")


@pytest.mark.parametrize(
    "text",
    ["The clock showed UTC+1.", "It cost more in ’24 (they said).", "A 2x4 fell.", "Ring 0800-555-019."],
)
def test_short_forms_count_nothing(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize("text", ["Her grandfather, 72, was hurt.", "Nine were over the age of 72."])
def test_ages_of_kin(text: str) -> None:
    assert (72, "year of age", "measure") in units(text)
