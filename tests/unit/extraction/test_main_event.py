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
        "Two men arrested over robbery",
        "Two men were arrested in Leeds because they had robbed a bank.",
        {"who": "Two men", "what": "were arrested", "where": "in Leeds", "why": "because they had robbed a bank"},
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


def test_the_dateline_gives_the_place() -> None:
    event = read_article("MANILA, Philippines — A court freed three fishermen.", "Court frees fishermen").main_event
    assert event is not None
    assert (text_of(event.who), text_of(event.where)) == ("A court", "MANILA")


def test_a_pronoun_gives_way_to_the_name() -> None:
    text = "Maria Lopez spoke to the press. She resigned."
    event = read_article(text, "Party chief resigns").main_event
    assert event is not None
    assert text_of(event.who) == "Maria Lopez"


@pytest.mark.parametrize("text", ["", "Nothing.", "Photo: Agency"])
def test_a_text_without_news_has_no_main_event(text: str) -> None:
    assert read_article(text).main_event is None
