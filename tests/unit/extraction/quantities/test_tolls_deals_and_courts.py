"""What reports of disasters, takeovers and trials say with numbers: revised tolls, offers a share, fines plus costs."""

import pytest
from quantity_reading import read, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He stole £2 million over three years.", [("£2 million", 2e6, "GBP"), ("three years", 3, "year")]),
        ("It was the first strike in over three years.", [("over three years", 3, "year")]),
        ("The trial lasted over six weeks.", [("over six weeks", 6, "week")]),
        ("He was fined £12,000 plus costs of £3,400.", [("£12,000", 12_000, "GBP"), ("£3,400", 3400, "GBP")]),
        ("Shareholders will get 41.50 a share in cash.", [("41.50 a share", 41.5, "XXX per share")]),
        ("The board agreed by seven votes to two.", [("seven votes", 7, "vote"), ("two", 2, "vote")]),
        ("Two police officers were hurt.", [("Two police officers", 2, "officer")]),
        ("More than half of the town's people left.", [("More than half", 0.5, "fraction")]),
        ("A man of 70 shouted.", [("70", 70, "year of age")]),
        ("The oldest of them was 91.", [("91", 91, "year of age")]),
        ("The bill came to €1.234,56 each.", [("€1.234,56", 1234.56, "EUR")]),
        ("It cost 1\u202f234,56 euros.", [("1\u202f234,56 euros", 1234.56, "EUR")]),
        ("They sold €1.234.567 of bonds.", [("€1.234.567", 1_234_567, "EUR")]),
        ("The ship lay at No. 7 dock.", []),
        ("He admitted two counts of fraud and three of theft.", [("two counts", 2, "count"), ("three", 3, "count")]),
        ("The offer of 41.50 pounds a share was refused.", [("41.50 pounds a share", 41.5, "GBP per share")]),
        ("It reached 41.5C in Faro.", [("41.5C", 41.5, "celsius")]),
        ("She bought an iPhone 5C.", []),
    ],
)
def test_values_of_tolls_deals_and_courts(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert shown(text) == expected


def test_so_many_of_the_dead_are_deaths() -> None:
    [dead] = read("Seventeen of the dead were children.").quantities
    assert (dead.unit, dead.kind) == ("person", "deaths")


@pytest.mark.parametrize(
    "text",
    ["At least 120 people are known to have died.", "At least 120 people are believed to have been killed."],
)
def test_those_known_to_have_died_are_deaths(text: str) -> None:
    [quantity] = read(text).quantities
    assert (quantity.kind, quantity.min) == ("deaths", 120)


def test_what_a_toll_includes_is_part_of_it() -> None:
    toll, part, other = read("The toll of 97 includes 12 firefighters and 30 children.").quantities
    assert (part.part_of, other.part_of, part.kind) == (toll.id, toll.id, "deaths")


def test_a_toll_that_is_revised_stays_one_of_deaths() -> None:
    first, revised = read("The toll was put at 55 but revised down to 38.").quantities
    assert (first.kind, revised.kind, revised.unit, revised.previous) == ("deaths", "deaths", "person", 55)


def test_the_day_of_the_earlier_figure_is_not_the_later_ones() -> None:
    (now, before), _, times = read("The number of arrests rose to 26 from 11 on Sunday.")
    assert (now.previous, now.as_of, times[before.as_of]) == (11, None, "Sunday")


def test_the_same_amount_in_other_money_parts_no_figure_from_what_it_was() -> None:
    now, dollars, before = read(
        "Profit was 18 billion yen ($174 million), compared with 16 billion a year earlier."
    ).quantities
    assert (now.previous, before.unit, dollars.previous) == (16e9, "JPY", None)


def test_what_a_form_of_money_came_to_is_in_the_money_told_before() -> None:
    *_, revenue = read("Profit was 18 billion yen. Revenue rose 6 percent to 21.4 billion.").quantities
    assert (revenue.value, revenue.unit) == (21.4e9, "JPY")


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Forty workers were dismissed by Nordlink Group.", "Nordlink Group"),
        ("The killing of 14 people was condemned by Nordlink Group.", None),
        ("Judge Maria Keane fined Daniel Orme, 47, on Friday.", None),
    ],
)
def test_who_did_it_behind_by(text: str, agent: str | None) -> None:
    [quantity], names, _ = read(text)
    assert names.get(quantity.agent) == agent


def test_a_percentage_goes_the_way_that_stands_before_it_whatever_follows() -> None:
    [_, share] = read("The median price was $3.1 million, down 9.2% year over year.").quantities
    assert share.change == "down"
