"""Nominal, appositive and pronoun mentions: resolved where sure, left where not."""

import itertools

import pytest
from entity_reading import mentions, named, read, read_spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.contract.facts import Quote, Span

NOMINALS = [
    (
        "Neema Juma got off. “Turn back,” the 24-year-old market trader said.",
        "Neema Juma",
        ["the 24-year-old market trader"],
    ),
    ("Neema Juma got off.\n\nThe 24-year-old said nothing.", "Neema Juma", ["The 24-year-old"]),
    ("Neema Juma met Tom Reed. The 24-year-old said nothing.", "Neema Juma", []),
    ("Neema Juma got off. The 62-year-old trader Tom Reed did not.", "Neema Juma", []),
    ("Foreign Minister Dan Arbel arrived. The minister smiled.", "Dan Arbel", ["The minister"]),
    ("Secretary of State Maria Voss spoke. Later the Secretary left.", "Maria Voss", ["the Secretary"]),
    ("The Supreme Court ruled. The court gave no reason.", "Supreme Court", ["The court"]),
    ("Halden Foods plc was sold. The company had debts.", "Halden Foods plc", ["The company"]),
    ("Tom Reed arrived. The minister smiled.", "Tom Reed", []),
    ("Mr Justice Arbel sat. Later the judge sentenced the firm.", "Arbel", ["the judge"]),
    ("Lord Justice Bray sat. The judge gave no reason.", "Bray", ["The judge"]),
    ("Her attorney, Maria Voss, spoke. The lawyer gave no names.", "Maria Voss", ["The lawyer"]),
    ("Blue Strait Lines was fined. The company will appeal.", "Blue Strait Lines", ["The company"]),
    ("The Calder NHS Trust was sued. The trust runs five hospitals.", "Calder NHS Trust", ["The trust"]),
    ("Halden Foods plc met Corwin Partners. The company left.", "Corwin Partners", []),
    ("Sandra Klein lost. “We were poor,” the German said.", "Sandra Klein", ["the German"]),
    ("Sandra Klein, the French coach, lost. “We were poor,” the German said.", "Sandra Klein", []),
    ("Sandra Klein met Tom Reed and Paul Stone. The Germans cheered, as did the French.", "Sandra Klein", []),
    ("Tom Reed and Paul Stone met. The German left.", "Tom Reed", []),
    ("The ferry Aurora Star sank. The vessel was full; the ferry was old.", "Aurora Star", ["The vessel", "the ferry"]),
    ("The Ohio Department of Health came. The department left.", "Ohio Department of Health", ["The department"]),
    (
        "Turnout fell, the electoral commission said. The Electoral Commission met.",
        "Electoral Commission",
        ["the electoral commission"],
    ),
    ("The European Commission met. The trade commission left.", "European Commission", []),
    ("Halden Foods plc bought Corwin Partners. The company is old.", "Halden Foods plc", ["The company"]),
    ("Halden Foods plc was sold. The company's debts are high.", "Halden Foods plc", ["The company"]),
    ("Tom Reed, a lawyer, spoke. The museum's lawyer, Paul Stone, left.", "Tom Reed", []),
    ("Tom Reed, the Acme manager, met Paul Stone, the Apple manager. The Acme manager left.", "Paul Stone", []),
]


@pytest.mark.parametrize(("text", "name", "expected"), NOMINALS)
def test_definite_nouns_stand_for_who_holds_the_role(text: str, name: str, expected: list[str]) -> None:
    assert mentions(named(read(text), name), "nominal") == expected


PRONOUNS = [
    ("Maria Voss said she would resign.", "Maria Voss", ["she"]),
    ("Maria Voss met Tom Reed. She thanked him.", "Tom Reed", ["him"]),
    ("Maria Voss met Tom Reed. She thanked him.", "Maria Voss", ["She"]),
    ("Tom Reed sold his house.", "Tom Reed", ["his"]),
    ("Tom Reed called Paul Stone. Stone told him so.", "Tom Reed", ["him"]),
    ("Hamas confirmed to Reuters that it will abide by the truce.", "Hamas", ["it"]),
    ("Hamas confirmed to Reuters that it will abide by the truce.", "Reuters", []),
    ("Apple raised its dividend.", "Apple", ["its"]),
    ("Apple opened a shop. It rained.", "Apple", []),
    ("Apple is growing and it is clear why.", "Apple", []),
    ("Maria Voss spoke. The governor-elect will come. “Good,” she said.", "Maria Voss", []),
    ("Tom Reed was jailed. A second developer will stand trial. He denies all charges.", "Tom Reed", []),
    ("Foreign Minister Maria Voss met Tom Reed. The minister said she was sorry.", "Maria Voss", ["she"]),
    ("Maria Voss told her mother she would win.", "Maria Voss", ["her", "she"]),
    ('Maria Voss was asked of Tom Reed. "Thank Paul Stone," he said.', "Paul Stone", []),
    ("Maria Voss came. Everyone said he was late.", "Maria Voss", []),
    ("Maria Voss lost. The Commissioner for Standards has not published her report.", "Maria Voss", []),
    ("Tom Reed will send more. A witness who gave his name only as Samir heard it.", "Tom Reed", []),
]


@pytest.mark.parametrize(("text", "name", "expected"), PRONOUNS)
def test_pronouns(text: str, name: str, expected: list[str]) -> None:
    assert mentions(named(read(text), name), "pronoun") == expected


def test_speech_gives_the_speaker_its_pronouns() -> None:
    text = "“I know my country and we are ready, and he is not,” Maria Voss said. Tom Reed nodded."
    entities = read(text)
    voss = named(entities, "Maria Voss")
    content = Span(start=1, end=text.index("”"), text=text[1 : text.index("”")])
    quote = Quote(id="q1", type="direct", content=content, speaker=voss.id, cue=None, confidence=1)
    again = read_spoken(text, entities, [quote])
    assert [entity.id for entity in again] == [entity.id for entity in entities]
    assert mentions(named(again, "Maria Voss"), "pronoun") == ["I", "my", "we"]


def test_an_organisation_says_we_but_not_i() -> None:
    text = "“We are sorry, as I said,” Reuters said."
    entities = read(text)
    content = Span(start=1, end=text.index("”"), text=text[1 : text.index("”")])
    speaker = named(entities, "Reuters").id
    quote = Quote(id="q1", type="direct", content=content, speaker=speaker, cue=None, confidence=1)
    assert mentions(named(read_spoken(text, entities, [quote]), "Reuters"), "pronoun") == ["We"]


PIECES = st.sampled_from(
    ["Tom Reed", "President", "the", "she", "U.S.", "“", "”", '"', "’s", "—", "\n\n", "\n", "محمد", "😀", "said", ",", ".",
     "of", "WHO", "(", ")", "Dr.", "Israeli", "company", "-", "\u200b", "\u00a0", "von", "McDonald’s", "'", "is", "a"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_on_any_text_spans_hold_and_ids_are_unique(text: str) -> None:
    entities = read(text)
    assert len({entity.id for entity in entities}) == len(entities)
    for entity in entities:
        for span in (*entity.mentions, *(evidence for role in entity.roles for evidence in role.evidence)):
            assert text[span.start : span.end] == span.text
    names = sorted((m.start, m.end) for entity in entities for m in entity.mentions if m.kind == "name")
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(names))
