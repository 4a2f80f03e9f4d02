"""What newswires say with numbers: fines, ranges of money, ages, tolls, shares, moves told far apart, nouns of change."""

import pytest
from quantity_reading import read, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He must pay a $250,000 fine.", [("$250,000", 250_000, "USD")]),
        ("A $14,200 payment was found.", [("$14,200", 14_200, "USD")]),
        ("He must serve about 10 1/2 years.", [("about 10 1/2 years", 10.5, "year")]),
        ("It took 6 ½ hours.", [("6 ½ hours", 6.5, "hour")]),
        ("They paid ￥１２，０００.", [("￥１２，０００", 12_000, "JPY")]),
        ("The tax rose to 5％.", [("5％", 5, "percent")]),
        ("Peru set aside 150 million soles.", [("150 million soles", 150e6, "PEN")]),
        ("It is a £5m-a-year hole.", [("£5m-a-year", 5e6, "GBP per year")]),
        ("It pays €14.60 for each Glenmara share.", [("€14.60 for each Glenmara share", 14.6, "EUR per share")]),
        ("The river crested at 1.5m above the flood level.", [("1.5m", 1.5, "metre")]),
        ("The show drew 1.2m viewers.", [("1.2m viewers", 1.2e6, "viewer")]),
        ("Sales rose to 1.2m last year.", [("1.2m", 1.2e6, "")]),
        ("Rescuers found \ufb01ve people.", [("\ufb01ve people", 5, "person")]),
        ("The trial used two doses.", [("two doses", 2, "dose")]),
        ("Profit fell by a third to $38 million.", [("a third", 0.333333, "fraction"), ("$38 million", 38e6, "USD")]),
        ("We have about 1/3 of what we need.", [("about 1/3", 0.333333, "fraction")]),
    ],
)
def test_values_of_news(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "unit"),
    [
        ("He pledged $5–7 million.", "$5–7 million", 5e6, 7e6, "USD"),
        ("Damage came to US$4.2-4.5 billion.", "US$4.2-4.5 billion", 4.2e9, 4.5e9, "USD"),
        ("They forecast 5°–7°C for Monday.", "5°–7°C", 5, 7, "celsius"),
        ("They ask for anything from 1,500 to 4,000 euros.", "from 1,500 to 4,000 euros", 1500, 4000, "EUR"),
    ],
)
def test_ranges_of_news(text: str, span: str, low: float, high: float, unit: str) -> None:
    [quantity] = read(text).quantities
    assert (quantity.text, quantity.value, quantity.min, quantity.max, quantity.unit) == (span, None, low, high, unit)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("The captain, 61, was arrested.", [61]),
        ("Two of the men, aged 28 and 34, were freed.", [28, 34]),
        ("A man who was 17 at the time went free.", [17]),
        ("He will be 58 when released.", [58]),
        ("She turned 40 on Monday.", [40]),
        ("It was 17 at noon.", []),
        ("The index, 44, fell.", []),
    ],
)
def test_ages_without_a_unit(text: str, ages: list[int]) -> None:
    assert [q.value for q in read(text).quantities if q.unit == "year of age"] == ages


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The stock had a 9 percent drop.", "down"),
        ("The firm reported a 12% rise in revenue.", "up"),
        ("The firm reported an increase of 9 percent.", "up"),
        ("It saw a 7% share price increase.", "up"),
        ("The board cut the budget by 5 percent.", "down"),
        ("Margins narrowed by 120 basis points.", "down"),
        ("He owns a 3 percent stake.", "="),
        ("A 300-foot drop killed a climber.", "="),
        ("It posted a loss of £38m.", "="),
    ],
)
def test_a_noun_or_a_verb_far_off_says_which_way_a_figure_went(text: str, change: str) -> None:
    assert read(text).quantities[0].change == change


@pytest.mark.parametrize(
    ("text", "value", "previous"),
    [
        ("Customs seized 44 tonnes of cocaine in Antwerp last year, down from 116 tonnes in 2023.", 44, 116),
        ("AT LEAST 41 PEOPLE WERE HURT IN THE PROVINCE ON TUESDAY, DOWN FROM 44 ON MONDAY.", 41, 44),
        ("Its share slipped to 4.6 percent in the 12 weeks to 25 February from 5.1 percent a year ago.", 4.6, 5.1),
    ],
)
def test_a_move_told_over_other_words(text: str, value: float, previous: float) -> None:
    [moved] = [q for q in read(text).quantities if q.previous is not None]
    assert (moved.value, moved.previous, moved.change) == (value, previous, "down")


@pytest.mark.parametrize(
    "text",
    [
        "Eleven people, nine of them from one family, were rescued.",
        "Tickets cost from €49 in a seat to €189 in a cabin.",
    ],
)
def test_no_move(text: str) -> None:
    assert [q.previous for q in read(text).quantities if q.previous is not None] == []


@pytest.mark.parametrize(
    ("text", "number", "unit", "kind"),
    [
        ("It left two dead and 65 hurt.", 65, "person", "injured"),
        ("He was jailed over the deaths of 39 migrants.", 39, "migrant", "deaths"),
        ("Ferry with 217 aboard sinks; death toll rises to 52", 217, "person", "count"),
        ("Malaria kills 400,000 children a year.", 400_000, "child per year", "deaths"),
        ("It lies near Varda, a town of 23,000.", 23_000, "person", "count"),
        ("The number of jobless claims fell to 210,000.", 210_000, "claim", "count"),
        ("They face 3–5 years, or up to 10 if anyone died.", 10, "year", "duration"),
        ("The number of people known to have died rose to 63.", 63, "person", "deaths"),
        ("The number of injured was lowered to 316. Twelve of them are children.", 12, "person", "injured"),
        ("They felt 130 aftershocks, the strongest of them measuring 5.4.", 5.4, "", "count"),
        ("Of the 41 dead, 17 were children; she had put the figure at 38.", 38, "person", "deaths"),
    ],
)
def test_what_a_number_counts(text: str, number: float, unit: str, kind: str) -> None:
    [quantity] = [q for q in read(text).quantities if q.value == number]
    assert (quantity.unit, quantity.kind) == (unit, kind)


def test_parts_of_what_a_company_has_and_of_a_whole_shared_out() -> None:
    jobs, whole = read("It may cut 1,200 of the company's 38,000 jobs.").quantities
    assert (jobs.part_of, jobs.unit) == (whole.id, "job")
    died, *groups = read("Thirty-one children died, 12 in the vaccine group and 19 in the placebo group.").quantities
    assert [(q.value, q.unit, q.kind, q.part_of) for q in groups] == [
        (12, "child", "deaths", died.id),
        (19, "child", "deaths", died.id),
    ]


def test_years_of_a_sentence_behind_the_year_it_was_passed_in() -> None:
    assert shown("They were sentenced in January 2021 to 27 years and 20 years.") == [
        ("27 years", 27, "year"),
        ("20 years", 20, "year"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Call +33 1 42 68 53 00 or 020 7946 0958.",
        "She made a 911 call.",
        "They hit back after a 4–1 defeat.",
        "The 2023–24 season is over.",
        "Ticket № 4521 won nothing.",
        "Castle Vale | 16 | 32",
        "In carriage 12 a couple from Kraków slept.",
    ],
)
def test_more_numbers_that_count_nothing(text: str) -> None:
    assert shown(text) == []


def test_a_verb_is_no_currency() -> None:
    assert "KRW" not in [unit for _, _, unit in shown("Of the 40 who ran, 12 won seats.")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("About 70 percent of the adobe homes burned.", "adobe homes"),
        ("She must pay $4.7 million in restitution.", "restitution"),
        ("The firm made €11.3 billion of sales.", "sales"),
        ("Its shares rose to $30.58 in early trading.", "shares"),
        ("Revenue fell 4% in the first half.", "Revenue"),
        ("Net debt almost doubled to £640 million.", "Net debt"),
        ("The group cut its training budget by 18%.", "training budget"),
        ("The shares were down 15.1% at noon.", "shares"),
        ("Turnout was 41.3%, the lowest since the war.", "Turnout"),
        ("It expects a pretax profit of between £210 million and £225 million.", "pretax profit"),
        ("She got a £900 fine.", "fine"),
        ("There was a rise in costs of 3%.", "costs"),
        ("The firm raised $5 million.", None),
        ("The minister spent $5 million.", None),
        ("It paid $5 million in 2021.", None),
    ],
)
def test_what_a_share_is_of_and_money_is_for(text: str, what: str | None) -> None:
    assert read(text).quantities[0].what == what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He swam for an hour and a half.", [("an hour and a half", 1.5, "hour")]),
        ("He waited half an hour.", [("half an hour", 30, "minute")]),
        ("He waited an hour.", []),
        ("They asked for 15 years; he sought no more than seven.", [("15 years", 15, "year"), ("no more than seven", 7, "year")]),
    ],
)  # fmt: skip
def test_lengths_without_a_number_or_a_unit(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert shown(text) == expected


def test_a_corrected_figure_was_the_one_before() -> None:
    [given, revised] = read("The death toll was first given as 55 but was revised down to 47.").quantities
    assert (given.value, revised.value, revised.previous, revised.change) == (55, 47, 55, "down")


def test_a_toll_goes_on_in_it_with_the_day_of_each() -> None:
    found = read("The death toll stood at 12 on Monday; by Tuesday it had climbed to 19.")
    assert [(q.value, q.kind, found.times[q.as_of]) for q in found.quantities] == [
        (12, "deaths", "Monday"),
        (19, "deaths", "Tuesday"),
    ]


def test_a_figure_has_the_time_behind_it_a_toll_that_of_who_tells_it() -> None:
    found = read("The bank said last week it expected growth of 2.6% this year.")
    assert [found.times[q.as_of] for q in found.quantities] == ["this year"]


def test_more_than_the_figure_expected_bounds_nothing() -> None:
    _, expected = read("Employers added 142,000 jobs, fewer than the 160,000 expected.").quantities
    assert (expected.value, expected.max, expected.change) == (160_000, None, "=")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("It bid 52 crowns a share, or 18.4 billion Norwegian crowns.", ["NOK per share", "NOK"]),
        ("It bid 52 crowns a share.", ["XXX per share"]),
        ("It has 5 Swedish crowns, 6 Norwegian crowns and 7 crowns.", ["SEK", "NOK", "XXX"]),
    ],
)
def test_whose_crowns_the_text_says_elsewhere(text: str, units: list[str]) -> None:
    assert [q.unit for q in read(text).quantities] == units


def test_money_raised_is_no_rise_and_analysts_who_own_are_counted() -> None:
    raised, _, analysts = read(
        "It raised $5 million, below the $6 million average of 12 analysts' estimates."
    ).quantities
    assert (raised.change, analysts.unit) == ("=", "analyst")


@pytest.mark.parametrize(
    ("text", "value", "low", "unit"),
    [
        ("Fever was common, affecting roughly one in four.", 0.25, None, "fraction"),
        ("Children aged five to 36 months were ill.", None, 5, "month of age"),
        ("A boy aged six months was saved.", 6, None, "month of age"),
    ],
)
def test_shares_and_ages_without_a_noun(text: str, value: float | None, low: float | None, unit: str) -> None:
    [quantity] = read(text).quantities
    assert (quantity.value, quantity.min, quantity.unit) == (value, low, unit)
