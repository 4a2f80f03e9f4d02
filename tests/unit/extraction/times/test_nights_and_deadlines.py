"""Nights and early hours, hours told twice, deadlines, prices of a day, years shared, weeks, business quarters."""

import pytest
from time_reading import read, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It burned in the early hours of Wednesday.", [("the early hours of Wednesday", "2024-03-13TMO")]),
        ("It burned in the early hours of March 12.", [("the early hours of March 12", "2024-03-12TMO")]),
        ("Rain fell overnight.", [("overnight", "2024-03-13TNI")]),
        ("Rain will fall overnight.", [("overnight", "2024-03-14TNI")]),
        ("They met overnight Tuesday.", [("overnight Tuesday", "2024-03-12TNI")]),
        ("An overnight train ran.", []),
    ],
)
def test_nights(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_the_early_hours_are_the_start_of_a_morning() -> None:
    [time] = read("It burned in the early hours of Wednesday.")
    assert (time.type, time.mod) == ("TIME", "START")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("It hit at 3:12 a.m. local time (0812 GMT) on Wednesday.", ["2024-03-13T03:12", "2024-03-13T08:12Z"]),
        ("It sank after 11.30pm (2230 GMT) on Saturday.", ["2024-03-09T23:30", "2024-03-09T22:30Z"]),
        ("The lights went out at quarter past 11.", ["2024-03-14T11:15"]),
        ("The lights went out at half past nine.", ["2024-03-14T09:30"]),
        ("He will speak on Saturday. Doors will open at 9am.", ["2024-03-16T09:00"]),
        ("He will speak on Saturday. A man died at 9am.", ["2024-03-14T09:00"]),
    ],
)
def test_hours(text: str, hours: list[str]) -> None:
    assert [time.value for time in read(text) if time.type == "TIME"] == hours


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The judge gave him until April 29 to surrender.", "2024-04-29"),
        ("Prosecutors have until Friday to file charges.", "2024-03-15"),
        ("She was convicted last year and is to be sentenced on June 3.", "2024-06-03"),
        ("It hired a firm to review its systems by the end of January.", "2025-01"),
        ("They are due in court on the 12th.", "2024-04-12"),
        ("The homes had no power until Wednesday.", "2024-03-13"),
        ("Flights were cancelled until Wednesday.", "2024-03-20"),
        ("The vote was postponed to Wednesday.", "2024-03-20"),
        ("The army held the town until Wednesday.", "2024-03-13"),
        ("It will pay a premium to the closing price of $24.61 on Wednesday.", "2024-03-13"),
        ("It will pay a premium to the closing price on Aug. 14.", "2023-08-14"),
        ("They will meet to set the price on Monday.", "2024-03-18"),
        ("They might not be reconnected before the weekend.", "2024-W11-WE"),
        ("The road would be closed on Wednesday.", "2024-03-20"),
        ("He should have been told on Wednesday.", "2024-03-13"),
        ("The warning is valid until 02:00 on Friday.", "2024-03-15"),
    ],
)
def test_deadlines_lie_ahead_and_prices_behind(text: str, value: str) -> None:
    assert [time.value for time in read(text)][-1] == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell between May and October 2019.", ["2019-05", "2019-10"]),
        ("It opened in 2019. It fell between May and October of that year.", ["2019", "2019-05", "2019-10", "2019"]),
        ("It was due on Sept.12 last year.", ["2023-09-12", "2023"]),
        ("It was due in January last year.", ["2023-01", "2023"]),
        ("They met between 6 and 10 March.", ["2024-03-06", "2024-03-10"]),
        ("The legs are played on 17 and 18 March.", ["2024-03-17", "2024-03-18"]),
        ("Between 3 and 5 March nine people died.", ["2024-03-03", "2024-03-05"]),
        ("The vote is on March 17 or 18.", ["2024-03-17", "2024-03-18"]),
        ("On March 9 and 18 people were hurt.", ["2024-03-09"]),
        ("They met on the 6th and 7th of March.", ["2024-03-06", "2024-03-07"]),
        ("They met from March 6 to 10.", ["2024-03-06", "2024-03-10"]),
        ("They met on 6–10 May 2022.", ["2022-05-06", "2022-05-10"]),
        ("They met on May 6 and 10 people came.", ["2023-05-06"]),
    ],
)
def test_dates_share_a_year_or_a_month(text: str, expected: list[str]) -> None:
    assert [time.value for time in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "span", "type_", "value"),
    [
        ("A hearing was held the week of March 4.", "the week of March 4", "DATE", "2024-W10"),
        ("The review was due in Q2 2023.", "Q2 2023", "DATE", "2023-Q2"),
        ("Sales fell in Q4.", "Q4", "DATE", "2023-Q4"),
        ("He served 2 1/2 years.", "2 1/2 years", "DURATION", "P2.5Y"),
        ("He got a 121-to-151-month term.", "121-to-151-month", "DURATION", "P151M"),
        ("It costs £1.2m a day.", "a day", "SET", "P1D"),
        ("They earn 6 million dong ($260) a month.", "a month", "SET", "P1M"),
        ("It kills 400,000 children a year.", "a year", "SET", "P1Y"),
    ],
)
def test_times_of_business_and_courts(text: str, span: str, type_: str, value: str) -> None:
    [time] = read(text)
    assert (time.text, time.type, time.value) == (span, type_, value)


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Ledger said so.",
        "Winds blew at 70 kilometres an hour.",
        "Cases fell by three quarters.",
        "Three quarters of the children died.",
        "Children aged five to 36 months were ill.",
    ],
)
def test_names_speeds_ages_and_shares_are_no_times(text: str) -> None:
    assert values(text) == []


def test_what_starts_or_ends_on_a_day_is_a_verb() -> None:
    assert values("The strike will start Monday and end this Friday.") == [
        ("Monday", "2024-03-18"),
        ("this Friday", "2024-03-15"),
    ]
