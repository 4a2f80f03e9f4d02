"""Sentences with several reports, and where a reported clause ends."""

import pytest
from quote_reading import read

LINDQVIST = "Ada Lindqvist"
MINISTRY = "Energy Ministry"


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            "Ada Lindqvist said the dam was safe, and the Energy Ministry said nobody had to leave.",
            [("the dam was safe", LINDQVIST), ("nobody had to leave", MINISTRY)],
        ),
        (
            "Ada Lindqvist said the dam was safe and the Energy Ministry said nobody had to leave.",
            [("the dam was safe", LINDQVIST), ("nobody had to leave", MINISTRY)],
        ),
        (
            "Ada Lindqvist said the dam was safe, and that nobody had to leave.",
            [("the dam was safe, and that nobody had to leave", LINDQVIST)],
        ),
        (
            "Ada Lindqvist said she had seen cracks and warned that the dam would break.",
            [("she had seen cracks", LINDQVIST), ("the dam would break", LINDQVIST)],
        ),
        (
            "Ada Lindqvist says the ministry lied and says it hid reports.",
            [("the ministry lied", LINDQVIST), ("it hid reports", LINDQVIST)],
        ),
        (
            "The suit alleges that the Energy Ministry lied and says it hid reports.",
            [("the Energy Ministry lied", None), ("it hid reports", None)],
        ),
        (
            "Ada Lindqvist says the dam is safe; the Energy Ministry says nobody has to leave.",
            [("the dam is safe", LINDQVIST), ("nobody has to leave", MINISTRY)],
        ),
    ],
    ids=["two who speak", "no comma", "that", "another tense", "the same verb", "a suit", "semicolon"],
)
def test_each_report_ends_where_the_next_one_begins(text: str, reports: list[tuple[str, str | None]]) -> None:
    assert [(content, speaker) for _, content, speaker in read(text).said()] == reports


def test_nothing_tells_whether_a_suit_or_who_it_is_about_speaks() -> None:
    *_, hidden = read("The suit alleged that the Energy Ministry lied and said it hid reports.").quotes
    assert (hidden.content.text, hidden.speaker) == ("it hid reports", None)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("The dam broke on Monday, the Energy Ministry said, as crowds left the valley.", "The dam broke on Monday", MINISTRY),
        ("Ada Lindqvist argued that Haddad had not known the dam was unsafe.", "Haddad had not known the dam was unsafe", LINDQVIST),
        (
            "A group in the valley closed the dam and demanded money, according to Ada Lindqvist.",
            "A group in the valley closed the dam and demanded money",
            LINDQVIST,
        ),
        ("Ada Lindqvist wrote in a letter to the court that Haddad ran the dam.", "Haddad ran the dam", LINDQVIST),
    ],
)  # fmt: skip
def test_what_a_report_covers(text: str, content: str, speaker: str | None) -> None:
    assert read(text).said() == [("indirect", content, speaker)]


def test_a_report_before_the_colon_of_a_quotation_stands_beside_it() -> None:
    said = read("Ada Lindqvist, who knows the dam, said this was the end of it: “I have had enough.”").said()
    assert said == [("indirect", "this was the end of it", LINDQVIST), ("direct", "I have had enough.", LINDQVIST)]


def test_who_asks_and_who_is_asked() -> None:
    reading = read("Asked by Ada Lindqvist if he had read the reports, Omar Haddad said he had not.")
    question = reading.quotes[0]
    assert question.content.text == "if he had read the reports"
    assert (reading.names[question.speaker], reading.names[question.addressee]) == (LINDQVIST, "Omar Haddad")


@pytest.mark.parametrize(
    "text",
    [
        "A group that calls itself Pale Harbour closed the dam.",
        "Shares in the dam rose, suggesting that the deal may succeed.",
        "Omar Haddad was glad if Ada Lindqvist believed the dam was safe.",
    ],
)
def test_own_names_signs_and_doubts_are_no_reports(text: str) -> None:
    assert read(text).said() == []
