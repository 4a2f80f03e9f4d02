"""Who, what, when, where, why and how of what an article reports."""

import pytest
from main_event_reading import read_article

from worker.contract.facts import Answer

ARTICLES = [
    (
        "Minister to open new bridge",
        "Transport Minister Ada Lindqvist will open the new bridge in Malmo on Monday after two years of work.",
        {
            "who": "Transport Minister Ada Lindqvist",
            "what": "will open the new bridge",
            "when": "on Monday",
            "where": "in Malmo",
            "why": "after two years of work",
        },
    ),
    (
        "Storm kills dozens",
        "Residents are still clearing their streets.\n\nA storm killed 41 people in Manila on Tuesday. Help is on its way.",
        {"who": "A storm", "what": "killed 41 people", "when": "on Tuesday", "where": "in Manila"},
    ),
    (
        "Treasurer jailed for fraud",
        "A former treasurer who stole millions to pay for a villa in Portugal was jailed on Thursday.",
        {"who": "A former treasurer", "what": "was jailed on Thursday", "when": "on Thursday", "where": None},
    ),
    (
        "Two men arrested over robbery",
        "Two men were arrested in Leeds because they had robbed a bank.",
        {"who": "Two men", "what": "were arrested", "where": "in Leeds", "why": "because they had robbed a bank"},
    ),
    (
        "Ministers fail to agree on truce",
        "The foreign ministers failed to agree on a truce on Wednesday after two days of talks.",
        {
            "who": "The foreign ministers",
            "what": "failed to agree on a truce",
            "when": "on Wednesday",
            "why": "after two days of talks",
        },
    ),
    (
        "Explosion kills two",
        "An explosion in the city of Kandahar in southern Afghanistan has killed two people, over 18 months after the war.",
        {"what": "has killed two people", "where": "Kandahar"},
    ),
    (
        "Victims of tram crash identified",
        "The seven victims have now all been identified. Police released their names in London on Wednesday.",
        {"who": "The seven victims", "what": "have now all been identified", "when": "on Wednesday"},
    ),
    (
        "Former mayor jailed",
        "A former mayor was sentenced on Friday to nine years in prison for taking bribes from a gang.",
        {
            "who": "A former mayor",
            "what": "was sentenced on Friday to nine years in prison",
            "why": "for taking bribes from a gang",
        },
    ),
    (
        "Man arrested",
        "A man was arrested in Leeds on suspicion of murder.",
        {"where": "in Leeds", "why": "on suspicion of murder"},
    ),
    (
        "Ferry toll rises",
        "The toll from the sinking rose to 41 on Tuesday as divers searched the strait.",
        {"what": "rose to 41", "when": "on Tuesday", "why": None},
    ),
    (
        "Rescuers stop search",
        "Rescuers stopped the search on Tuesday as night fell.",
        {"what": "stopped the search", "why": None},
    ),
    (
        "Rescuers stop search",
        "Rescuers stopped the search on Tuesday as they had no light.",
        {"what": "stopped the search", "why": "as they had no light"},
    ),
    (
        "Earthquake strikes Andean province",
        "SAN ISIDRO (Northwire) — A strong earthquake struck the mountain province of Alto Rios before dawn on Saturday.",
        {"who": "A strong earthquake", "where": "the mountain province of Alto Rios"},
    ),
    (
        "Museum to stay open",
        "The Beale Museum will stay open after a donor paid, it said …\n\nThe board wanted to shut it because sales fell.",
        {"who": "The Beale Museum", "what": "will stay open"},
    ),
    (
        "Dam bursts",
        "At least 57 people were killed when a dam burst early on Wednesday. The army came in the morning.",
        {"what": "were killed", "when": "early on Wednesday"},
    ),
    (
        "Strikers win higher pay",
        "The strikers won higher pay by blocking the port.",
        {
            "who": "The strikers",
            "what": "won higher pay",
            "when": None,
            "where": None,
            "why": None,
            "how": "by blocking the port",
        },
    ),
]

LEADS = [
    (
        "A reporting clause gives way to what it reports.",
        (
            "Nov 3 (Wire) - Tessellate Systems Inc said on Tuesday it would buy Corvane Plc in a deal worth $2 billion.\n\n"
            "Shareholders of Corvane will receive $31.50 for each share, a rich premium."
        ),
        ("Tessellate Systems Inc", "would buy Corvane Plc", "on Tuesday"),
    ),
    (
        "Officials at the end of the lead do not hide it.",
        (
            "A landslide buried a village before dawn on Tuesday, killing at least 34 people, officials said.\n\n"
            "The agency had earlier put the number of dead at 41."
        ),
        ("A landslide", "buried a village", "before dawn on Tuesday"),
    ),
    (
        "The main clause comes before what is added to it.",
        (
            "Ferry runs aground; 212 safe\n\n"
            "A car ferry ran aground off Skye early on Sunday, the coastguard said – but nobody was hurt."
        ),
        ("A car ferry", "ran aground off Skye", "early on Sunday"),
    ),
    (
        "The day between subject and verb is none of the subject.",
        "A jury in Leeds on Thursday convicted Gareth Pryce, a former treasurer.",
        ("A jury in Leeds", "convicted Gareth Pryce", "on Thursday"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_lead_tells_the_news(text: str, expected: tuple[str, str, str]) -> None:
    event = read_article(text).main_event
    assert event is not None
    assert (text_of(event.who), text_of(event.what), text_of(event.when)) == expected


def text_of(answer: Answer | None) -> str | None:
    return answer.text if answer is not None else None


@pytest.mark.parametrize(("title", "text", "expected"), ARTICLES, ids=[article[0] for article in ARTICLES])
def test_the_news_is_told(title: str, text: str, expected: dict[str, str | None]) -> None:
    event = read_article(text, title).main_event
    assert event is not None
    assert {question: text_of(getattr(event, question)) for question in expected} == expected


@pytest.mark.parametrize(("title", "text", "expected"), ARTICLES, ids=[article[0] for article in ARTICLES])
def test_every_answer_points_at_its_characters_and_at_its_statement(
    title: str, text: str, expected: dict[str, str | None]
) -> None:
    facts = read_article(text, title)
    event = facts.main_event
    assert event is not None
    assert event.statement in {s.id for s in facts.statements}
    for question in expected:
        answer = getattr(event, question)
        assert answer is None or all(text[e.start : e.end] == e.text for e in answer.evidence)


@pytest.mark.parametrize(
    ("filed", "place"),
    [
        ("MANILA, Philippines — ", "MANILA"),
        ("SÃO PAULO --- ", "SÃO PAULO"),
        ("PORT-AU-PRINCE (Agency) – ", "PORT-AU-PRINCE"),
        ("Fishermen freed By Ann Lee and Bo Ruiz MANILA, Nov 6 (Agency) - ", "MANILA"),
        ("By Ann Lee\n\nStaff writer\n\nUpdated twice\n\nMANILA - ", "MANILA"),
        ("PORT OF CEBU SHUT—‘WORST IN YEARS’\n\nMANILA - ", "MANILA"),
    ],
)
def test_the_dateline_gives_the_place(filed: str, place: str) -> None:
    event = read_article(f"{filed}A court freed three fishermen.", "Court frees fishermen").main_event
    assert event is not None
    assert (text_of(event.who), text_of(event.where)) == ("A court", place)


def test_a_pronoun_gives_way_to_the_speaker_without_a_name() -> None:
    event = read_article(
        "A nurse told a court on Monday that she had never hurt a patient.", "Nurse denies it"
    ).main_event
    assert event is not None
    assert (text_of(event.who), text_of(event.what)) == ("A nurse", "had never hurt a patient")


def test_a_pronoun_gives_way_to_the_name() -> None:
    text = "Maria Lopez spoke to the press. She resigned."
    event = read_article(text, "Party chief resigns").main_event
    assert event is not None
    assert text_of(event.who) == "Maria Lopez"


@pytest.mark.parametrize("text", ["", "Nothing.", "Photo: Agency"])
def test_a_text_without_news_has_no_main_event(text: str) -> None:
    assert read_article(text).main_event is None


def test_a_verb_whose_lemma_the_model_spells_wrong_is_found() -> None:
    event = read_article(
        "The company was fined $40 million by the Federal Trade Commission on fears of fraud."
    ).main_event
    assert event is not None
    assert (text_of(event.what) or "").startswith("was fined")
    assert text_of(event.why) == "on fears of fraud"


def test_a_time_at_the_head_of_a_paragraph_keeps_its_preposition() -> None:
    event = read_article("A storm hit Manila.\n\nOn Thursday the port was still closed.").main_event
    assert event is not None
    assert text_of(event.when) == "On Thursday"
