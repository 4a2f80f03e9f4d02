"""Speech behind labels: transcripts, and headlines that give a speaker and a colon."""

import pytest
from quote_reading import read

TALK = """Ada Lindqvist, the energy minister, met our reporter Omar Haddad at the dam.

Haddad: Is the dam safe?

Lindqvist: It is. My father built it, and he told me, “It will stand.”

Q: Who will pay?

Haddad: Do you swim there?

Lindqvist: I do, every summer.

Lindqvist said she would come back."""


def test_the_lines_of_a_transcript_are_speech_of_whom_the_label_names() -> None:
    reading = read(TALK)
    outer = [(q.content.text, reading.names.get(q.speaker)) for q in reading.quotes if q.inside is None]
    assert outer == [
        ("Is the dam safe?", "Omar Haddad"),
        ("It is. My father built it, and he told me, “It will stand.”", "Ada Lindqvist"),
        ("Who will pay?", None),
        ("Do you swim there?", "Omar Haddad"),
        ("I do, every summer.", "Ada Lindqvist"),
        ("she would come back", "Ada Lindqvist"),
    ]
    assert {q.quote_marks for q in reading.quotes if q.cue is not None and q.cue.text == ":"} == {False}


def test_a_headline_with_a_name_and_a_colon_reports() -> None:
    assert read("Ada Lindqvist: Dam in the valley is safe\n\nIt rained.").said() == [
        ("indirect", "Dam in the valley is safe", "Ada Lindqvist")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Watch: Dam in the valley is safe\n\nIt rained.",
        "Ada Lindqvist: a life\n\nAda Lindqvist was born in Oslo.",
        "When: Monday at noon\n\nWhere: City Hall\n\nTickets: at the door",
        "Ada Lindqvist: She opened the dam.",
    ],
)
def test_other_colons_are_no_speech(text: str) -> None:
    assert read(text).said() == []
