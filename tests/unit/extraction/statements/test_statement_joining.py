"""Which verb and which noun a clause belongs to, where the nearest one is not it."""

import pytest
from statement_reading import read

from worker.contract.facts import Statement

JOINED = [
    (
        "The union called on the firm to close the plants and urged members to strike.",
        ["The union | call on | the firm", "the firm | close | the plants", "The union | urge | members"],
    ),
    (
        "The union warned that jobs could be lost and demanded talks with the firm.",
        ["(unstated) | lose | jobs", "The union | demand | talks with the firm"],
    ),
    (
        "The director will step down when the deal is completed and will receive a bonus.",
        ["The director | step down | None", "(unstated) | complete | the deal", "The director | receive | a bonus"],
    ),
    (
        "Users should stop the pump, the agency said, and must not repair it.",
        ["Users | stop | the pump", "Users | repair | it"],
    ),
    (
        "The firm hid the losses, regulators said, and lied to investors.",
        ["The firm | hide | the losses", "The firm | lie to | investors"],
    ),
    ("“We won the case,” Voss said, and left the court.", ["We | win | the case", "Voss | leave | the court"]),
    ("The company was to blame.", ["The company | be | to blame"]),
    (
        "Two bridges were washed away and dozens of roads blocked.",
        ["(unstated) | wash away | Two bridges", "(unstated) | block | dozens of roads"],
    ),
    (
        "The plant was sold and 300 workers dismissed.",
        ["(unstated) | sell | The plant", "(unstated) | dismiss | 300 workers"],
    ),
    (
        "Two people were killed and hundreds fled.",
        ["(unstated) | kill | Two people", "hundreds | flee | None"],
    ),
    (
        "Rescuers found 12 bodies, with 17 people still missing.",
        ["Rescuers | find | 12 bodies", "17 people | be missing | None"],
    ),
    ("He could be arrested and charged.", ["(unstated) | arrest | He", "(unstated) | charge | He"]),
    (
        "An appeals court upheld that ruling in May, and the Supreme Court declined to hear the matter.",
        ["An appeals court | uphold | that ruling in May", "the Supreme Court | hear | the matter"],
    ),
    (
        "The firm was advised by Lazard; it will finance the purchase with cash.",
        ["Lazard | advise | The firm", "it | finance | the purchase with cash"],
    ),
    (
        "At least 61 people have died and 14 are missing after floods tore through the town.",
        ["At least 61 people | die | None", "14 | be missing | None"],
    ),
    (
        "The number of dead, revised up from 19 on Monday, includes four children, the minister told reporters.",
        ["(unstated) | revise up | The number of dead", "The number of dead | include | four children"],
    ),
    (
        "The workers had not been told and threatened to block the sale.",
        ["(unstated) | tell | The workers", "The workers | threaten to block | the sale"],
    ),
    (
        "The jury took five hours to convict Holt.",
        ["The jury | take | five hours", "The jury | convict | Holt"],
    ),
    (
        "The mine, opened in 1962 and bought by Karvon in 2018, employs 600 people.",
        ["(unstated) | open | The mine", "Karvon | buy | The mine", "The mine | employ | 600 people"],
    ),
    (
        "A spokeswoman confirmed that the bank had been approached but gave no details.",
        ["(unstated) | approach | the bank", "A spokeswoman | give | no details"],
    ),
    (
        "The judges said experts had made errors and ordered her release.",
        ["experts | make | errors", "The judges | order | her release"],
    ),
    (
        "Altor walked away, sending its shares tumbling by a quarter.",
        ["Altor | send | its shares", "its shares | tumble | None"],
    ),
    ("The state will not seek a retrial, prosecutor James Lim told reporters.", ["The state | seek | a retrial"]),
    (
        "The carmaker recalled 1.2 million vehicles worldwide after a fault in the brakes caused at least nine crashes.",
        ["a fault in the brakes | cause | at least nine crashes"],
    ),
    (
        "Schools were closed and flights cancelled.",
        ["Schools | be | closed", "(unstated) | cancel | flights"],
    ),
]

RELATIVE = [
    (
        "A separate claim for punitive damages, which was dropped in March, was revived.",
        "(unstated) | drop | A separate claim for punitive damages",
    ),
    ("Shares in Corvel, which have lost a fifth of their value, fell.", "Shares in Corvel | lose | a fifth"),
    (
        "People familiar with the matter, who spoke on Monday, saw the offer.",
        "People familiar with the matter | speak | None",
    ),
    (
        "The deal needs the approval of competition authorities in Brussels and of shareholders, who will vote in January.",
        "shareholders | vote | None",
    ),
    ("Analysts at Lazard, who raised the target, praised the deal.", "Analysts at Lazard | raise | the target"),
]


def line(statement: Statement) -> str:
    return f"{statement.subject.text} | {statement.relation} | {statement.object.text if statement.object else None}"


@pytest.mark.parametrize(("sentence", "expected"), JOINED, ids=[row[0] for row in JOINED])
def test_a_second_verb_goes_on_from_the_one_that_it_can_be_joined_to(sentence: str, expected: list[str]) -> None:
    found = [line(s) for s in read(sentence)]
    assert [row for row in expected if row not in found] == []


@pytest.mark.parametrize(("sentence", "expected"), RELATIVE, ids=[row[0] for row in RELATIVE])
def test_a_relative_pronoun_means_the_noun_that_fits(sentence: str, expected: str) -> None:
    assert any(line(s).startswith(expected) for s in read(sentence))
