"""Indirect and mixed speech: which clause is reported, by whom, and what is left alone."""

import pytest
from quote_reading import read

LINDQVIST = "Ada Lindqvist"
MINISTRY = "Energy Ministry"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Ada Lindqvist said that the dam was safe.", "the dam was safe", LINDQVIST),
        ("The dam was safe, Ada Lindqvist said.", "The dam was safe", LINDQVIST),
        ("The dam, Ada Lindqvist said, was safe.", "The dam, Ada Lindqvist said, was safe", LINDQVIST),
        ("According to Ada Lindqvist, the dam is safe.", "the dam is safe", LINDQVIST),
        (
            "The dam has moved, the worst of it since May, according to Ada Lindqvist.",
            "The dam has moved, the worst of it since May",
            LINDQVIST,
        ),
        ("Ada Lindqvist said on Monday the dam was safe.", "the dam was safe", LINDQVIST),
        ("Ada Lindqvist said Monday was a holiday.", "Monday was a holiday", LINDQVIST),
        ("The dam is safe, according to the Energy Ministry.", "The dam is safe", MINISTRY),
        ("Ada Lindqvist denied that she had known.", "she had known", LINDQVIST),
        ("Ada Lindqvist asked whether the dam was safe.", "whether the dam was safe", LINDQVIST),
        ("Ada Lindqvist told reporters the dam was safe.", "the dam was safe", LINDQVIST),
        ("Ada Lindqvist went on to say that the dam was safe.", "the dam was safe", LINDQVIST),
        ("Ada Lindqvist was quoted as saying that the dam was safe.", "the dam was safe", LINDQVIST),
        ("The Energy Ministry's claim that the dam was safe was false.", "the dam was safe", MINISTRY),
        ("The Energy Ministry issued a statement saying the dam was safe.", "the dam was safe", MINISTRY),
        ("A report by the Energy Ministry found that the dam was unsafe.", "the dam was unsafe", MINISTRY),
        ("Omar Haddad's lawyer, Ada Lindqvist, said he would appeal.", "he would appeal", LINDQVIST),
        ("Ada Lindqvist, who knows the dam, said it was safe.", "it was safe", LINDQVIST),
        ("Ada Lindqvist urged residents to leave the valley.", "to leave the valley", LINDQVIST),
        ("Ada Lindqvist vowed to rebuild the dam.", "to rebuild the dam", LINDQVIST),
        ("Ada Lindqvist called the plan reckless.", "the plan reckless", LINDQVIST),
        ("Ada Lindqvist hailed the dam as a new start.", "the dam as a new start", LINDQVIST),
        ("Ada Lindqvist promised that nobody would leave.", "nobody would leave", LINDQVIST),
        ("Ada Lindqvist described the vote as a farce.", "the vote as a farce", LINDQVIST),
        ("According to its chief, Ada Lindqvist, the dam will not hold.", "the dam will not hold", LINDQVIST),
        ("Ada Lindqvist denies taking the money.", "taking the money", LINDQVIST),
        ("Ada Lindqvist admitted moving the money abroad.", "moving the money abroad", LINDQVIST),
        ("Ada Lindqvist put it to him that the dam was unsafe.", "the dam was unsafe", LINDQVIST),
        ("Ada Lindqvist put it to the witness that the dam was unsafe.", "the dam was unsafe", LINDQVIST),
        ("Officials said the dam was safe.", "the dam was safe", None),
        ("Norway's envoy to the talks in Vienna, Ada Lindqvist, said the dam was safe.", "the dam was safe", LINDQVIST),
        ("The Norwegians said the dam was safe.", "the dam was safe", "Norwegians"),
        ("Omar Haddad met Ada Lindqvist. The Swede said the dam was safe.", "the dam was safe", None),
        ("Ada Lindqvist and Omar Haddad said the dam was safe.", "the dam was safe", None),
        ("The report found that the dam was unsafe.", "the dam was unsafe", None),
        ("It is believed that the dam is safe.", "the dam is safe", None),
    ],
)
def test_a_reported_clause(text: str, content: str, speaker: str | None) -> None:
    assert read(text).said() == [("indirect", content, speaker)]


@pytest.mark.parametrize(
    ("text", "content", "part"),
    [
        ("Ada Lindqvist said the dam was “perfectly safe.”", "the dam was “perfectly safe.”", "perfectly safe."),
        ("Ada Lindqvist said the “dam” was safe.", "the “dam” was safe", "dam"),
        ("Ada Lindqvist said the dam had shown “real strength”.", "the dam had shown “real strength”", "real strength"),
        (
            'Ada Lindqvist ordered an inquiry and said those responsible, "whoever they are," would face charges.',
            '"whoever they are," would face charges',
            "whoever they are,",
        ),
        ("Ada Lindqvist called the plan “reckless.”", "the plan “reckless.”", "reckless."),
        (
            "Ada Lindqvist wrote on Twitter that she was “deeply sorry” for it.",
            "she was “deeply sorry” for it",
            "deeply sorry",
        ),
    ],
)
def test_quoted_words_in_a_clause_make_it_mixed(text: str, content: str, part: str) -> None:
    [quote] = read(text).quotes
    assert (quote.type, quote.content.text) == ("mixed", content)
    assert quote.direct_part is not None
    assert quote.direct_part.text == part


@pytest.mark.parametrize(
    ("text", "resolution"),
    [
        ("Ada Lindqvist met Omar Haddad on Monday. She said the dam was safe.", "pronoun"),
        ("Ada Lindqvist, the energy minister, came on Monday. The minister said the dam was safe.", "nominal"),
    ],
)
def test_a_speaker_is_resolved_through_pronouns_and_roles(text: str, resolution: str) -> None:
    reading = read(text)
    [quote] = reading.quotes
    assert (reading.names.get(quote.speaker), quote.speaker_resolution) == (LINDQVIST, resolution)


def test_what_a_speaker_adds_is_no_part_of_what_stands_before_it() -> None:
    said = read("Ada Lindqvist said the workers would be paid, adding that the dam was safe.").said()
    assert said == [
        ("indirect", "the workers would be paid", LINDQVIST),
        ("indirect", "the dam was safe", LINDQVIST),
    ]


def test_what_a_speaker_cites_behind_the_clause_is_no_part_of_it() -> None:
    said = read("At least 30 people were missing, Ada Lindqvist said, citing a count of the police.").said()
    assert said == [("indirect", "At least 30 people were missing", LINDQVIST)]


def test_speech_in_speech_has_its_own_speaker_and_hearer() -> None:
    reading = read("Ada Lindqvist said Omar Haddad told her it was “a mistake.”")
    outer, inner = reading.quotes
    assert reading.names.get(outer.speaker) == LINDQVIST
    assert (reading.names.get(inner.speaker), reading.names.get(inner.addressee)) == ("Omar Haddad", LINDQVIST)
    assert inner.inside == outer.id


def test_the_time_of_saying_is_the_quotes() -> None:
    [quote] = read("Ada Lindqvist said on Monday the dam was safe.").quotes
    assert quote.time == "t1"


def test_a_source_beside_a_speaker_is_where_it_was_said() -> None:
    [quote] = read("“The dam is safe,” Ada Lindqvist said, according to a press release.").quotes
    assert quote.medium is not None
    assert quote.medium.text == "a press release"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lindqvist knows that the dam is safe.",
        "The dam is believed to be safe.",
        "Ada Lindqvist praised the plan.",
        "Omar Haddad rejected the claims.",
        "The fire killed two people.",
        "A jury found Omar Haddad guilty on Friday.",
    ],
)
def test_knowing_praising_and_doing_are_no_speech(text: str) -> None:
    assert read(text).said() == []


def test_what_a_quotation_says_of_people_in_general_is_left_inside() -> None:
    assert len(read("“I think they say it is safe, and I hope they know,” Ada Lindqvist said.").quotes) == 1


def test_a_semicolon_parts_two_reports() -> None:
    assert read("Harlow advised Nordlink; Lazar and Baring advised Kestrel.").quotes == ()


def test_blanks_inside_the_marks_give_no_words_to_another_speaker() -> None:
    told = read("Ada Lindqvist said it was “ worthless ”. Omar Haddad said: “She lied. Nobody believes her.”").said()
    assert told == [
        ("mixed", "it was “ worthless ”", LINDQVIST),
        ("direct", "She lied. Nobody believes her.", "Omar Haddad"),
    ]
