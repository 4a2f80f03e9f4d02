"""Who a person in apposition is: what holds the office, not the place or the house that it is held in."""

import pytest
from main_event_reading import read_article

SENTENCES = [
    "The president of Brazil, Elena Marsh, denied that her government had ignored warnings.",
    "The mayor of Springfield, Elena Marsh, denied that her town hall had ignored warnings.",
    "The president of Costa Alta, Elena Marsh, denied that her government had ignored warnings.",
    "The chief executive of Norvik, Elena Marsh, denied that her company had ignored warnings.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_person_named_behind_a_place_is_who_holds_the_office(sentence: str) -> None:
    facts = read_article(sentence)
    [elena] = [entity for entity in facts.entities if entity.type == "PERSON"]
    assert [mention.text for mention in elena.mentions] == ["Elena Marsh", "her"]
    assert facts.quotes[0].speaker == elena.id
