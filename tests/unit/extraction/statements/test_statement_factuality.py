"""Whether it happened, when, and how sure the text is."""

import pytest
from statement_reading import read

TABLE = [
    ("The army attacked the village.", ("+", "past", "asserted")),
    ("The army has attacked the village.", ("+", "past", "asserted")),
    ("The army is attacking the village.", ("+", "present", "asserted")),
    ("The minister will open the bridge.", ("+", "future", "planned")),
    ("The storm will destroy the harbour.", ("+", "future", "predicted")),
    ("The minister is going to open the bridge.", ("+", "future", "planned")),
    ("The trial is set to begin on Wednesday.", ("+", "future", "planned")),
    ("It could’ve been worse.", ("+", "past", "possible")),
    ("A hearing is scheduled for March 3.", ("+", "future", "planned")),
    ("A report is not expected before June.", ("-", "future", "predicted")),
    ("The chemicals were not known to be harmful.", ("-", "past", "asserted")),
    ("Ford plans to close the plant.", ("+", "future", "planned")),
    ("Carmaker to close its plant", ("+", "future", "planned")),
    ("Tessellate to buy chip designer", ("+", "future", "planned")),
    ("At least 12 killed in hotel blaze", ("+", "past", "asserted")),
    ("The president vowed to fight the ruling.", ("+", "future", "promised")),
    ("The bank agreed to buy its rival.", ("+", "future", "promised")),
    ("Officials hope to reopen the road.", ("+", "future", "intended")),
    ("The storm is expected to reach the coast.", ("+", "future", "predicted")),
    ("The president is likely to veto the bill.", ("+", "future", "predicted")),
    ("The president is unlikely to veto the bill.", ("-", "future", "predicted")),
    ("The storm could reach the coast.", ("+", "future", "possible")),
    ("The storm may have reached the coast.", ("+", "past", "possible")),
    ("The government is considering banning the drug.", ("+", "future", "possible")),
    ("The suspect is believed to have fled the country.", ("+", "past", "believed")),
    ("Will the government fall?", ("+", "future", "questioned")),
    ("Give us more time.", ("+", "future", "requested")),
    ("The president should dismiss the minister.", ("+", "future", "requested")),
    ("The company did not comment.", ("-", "past", "asserted")),
    ("The company didn’t pay its staff.", ("-", "past", "asserted")),
    ("She never met the president.", ("-", "past", "asserted")),
    ("The firm declined to comment.", ("-", "past", "asserted")),
    ("The Senate failed to pass the bill.", ("-", "past", "asserted")),
    ("The union refused to meet the demands.", ("-", "past", "asserted")),
    ("Nobody was hurt.", ("-", "past", "asserted")),
    ("The talks have yet to begin.", ("-", "past", "asserted")),
    ("Two people are feared dead.", ("+", "present", "believed")),
    ("Smith was found not guilty of murder.", ("-", "past", "asserted")),
    ("Neither side would comment.", ("-", "past", "asserted")),
    ("She would not elaborate.", ("-", "past", "asserted")),
    ("The deal would not create jobs.", ("-", "future", "conditional")),
    ("Not all homes were damaged.", ("-", "past", "asserted")),
    ("Nothing was stolen.", ("-", "past", "asserted")),
    ("No survivors were found.", ("-", "past", "asserted")),
    ("The storm left no survivors.", ("-", "past", "asserted")),
    ("The shop no longer sells meat.", ("-", "present", "asserted")),
    ("No fewer than 12 people died.", ("+", "past", "asserted")),
    ("Carter pleaded not guilty to fraud.", ("+", "past", "asserted")),
    ("A buffer zone would be created along the border.", ("+", "future", "conditional")),
    ("She’d gone home.", ("+", "past", "asserted")),
    ("The claim could not be verified.", ("-", "past", "possible")),
    ("The claim could be verified.", ("+", "future", "possible")),
    ("The talks nearly collapsed.", ("-", "past", "asserted")),
    ("Prices nearly doubled.", ("+", "past", "asserted")),
    ("The firm employs nearly 400 people.", ("+", "present", "asserted")),
    ("The firm hoped to win the contract.", ("+", "future", "intended")),
]


@pytest.mark.parametrize(("sentence", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_clause_says_how_far_it_holds(sentence: str, expected: tuple[str, str, str]) -> None:
    [statement] = read(sentence)
    assert (statement.polarity, statement.tense, statement.modality) == expected


SECOND = [
    ("The minister denied that the plant had leaked.", ("-", "past", "asserted")),
    ("The UN urged the army to stop the strikes.", ("+", "future", "requested")),
    ("The army stopped protesters from entering the square.", ("-", "past", "asserted")),
    ("The court cleared him of stealing the car.", ("-", "past", "asserted")),
    ("He did not eat or drink.", ("-", "past", "asserted")),
    ("He did not resign but apologised.", ("+", "past", "asserted")),
    ("The two sides have not only met but also signed a deal.", ("+", "past", "asserted")),
    ("The firm announced plans to cut 500 jobs.", ("+", "future", "planned")),
    ("It is unlikely that the bill will pass.", ("-", "future", "predicted")),
    ("The bursar has not been charged and denies wrongdoing.", ("+", "present", "asserted")),
    ("He resigned rather than face a vote.", ("-", "past", "asserted")),
    ("The firm paid a fine instead of closing the plant.", ("-", "past", "asserted")),
    ("He denies starting the fire.", ("-", "past", "asserted")),
    ("The board does not believe that it is wise.", ("-", "present", "believed")),
    ("Dahl promised investors to double the dividend.", ("+", "future", "promised")),
    ("He was not seen or heard.", ("-", "past", "asserted")),
    ("Ferrer declared an emergency and canceled a trip.", ("+", "past", "asserted")),
    ("He denied that the government had been slow.", ("-", "past", "asserted")),
    ("It is not known whether the families will be paid.", ("+", "future", "questioned")),
    ("The police do not know why it happened.", ("+", "past", "questioned")),
    ("The firm did not say when the plant would reopen.", ("+", "future", "questioned")),
    ("We don’t yet know why it happened.", ("+", "past", "questioned")),
    ("If the vote fails, the government would fall.", ("+", "future", "conditional")),
    ("If the vote fails, new elections will be called.", ("+", "future", "conditional")),
    ("Even if the vote fails, new elections will be called.", ("+", "future", "planned")),
    ("The firm has no plans to close the plant.", ("-", "future", "planned")),
    ("The firm dropped plans to close the plant.", ("-", "future", "planned")),
    ("The firm denied plans to close the plant.", ("-", "future", "planned")),
    ("The firm did not drop its plan to close the plant.", ("+", "future", "planned")),
    ("The chairwoman will resign when the deal is completed.", ("+", "future", "predicted")),
    ("They will search until everyone has been found.", ("+", "future", "predicted")),
    ("The chairwoman resigned when the deal was completed.", ("+", "past", "asserted")),
    ("Inspectors recommended that the mine be closed.", ("+", "future", "requested")),
    ("The bank dropped a demand that it support prices.", ("+", "future", "requested")),
    ("The inquiry found no evidence that the votes were stolen.", ("+", "past", "questioned")),
    ("There are signs that the economy is slowing.", ("+", "present", "possible")),
    ("She is confident that the bill will pass.", ("+", "future", "believed")),
    ("Analysts believe the court will see that the witness was a liar.", ("+", "past", "believed")),
    (
        "Kestrel agreed on Thursday to be bought by its rival for 6.2 billion pounds, ending a bidding war.",
        ("+", "past", "asserted"),
    ),
    ("People living in the valley will vote.", ("+", "future", "planned")),
    ("The company neither confirmed nor denied the report.", ("-", "past", "asserted")),
    ("The company plans neither to sell nor to close the plant.", ("-", "future", "planned")),
    ("A spokeswoman declined to say how many people had been fired.", ("+", "past", "questioned")),
    ("The report does not say that the minister lied.", ("+", "past", "questioned")),
    ("The president ruled out sending troops.", ("-", "future", "planned")),
    ("The storm forced the airport to close.", ("+", "past", "asserted")),
    ("The mayor is accused of taking bribes.", ("+", "past", "asserted")),
    ("The court found him not guilty.", ("-", "past", "asserted")),
    ("The firm has agreed to sell its arm to Onodera, sharpening its focus.", ("+", "past", "asserted")),
    ("The ruling might force the group to sell.", ("+", "future", "possible")),
    ("Parties called for the minister to step down.", ("+", "future", "requested")),
    ("She rejected criticism that the response was too slow.", ("-", "past", "asserted")),
    ("Valmont denied at the time that it had made an offer.", ("-", "past", "asserted")),
    ("The premier promised that the guilty would be punished.", ("+", "future", "promised")),
]


@pytest.mark.parametrize(("sentence", "expected"), SECOND, ids=[row[0] for row in SECOND])
def test_the_clause_above_bears_on_the_last_one(sentence: str, expected: tuple[str, str, str]) -> None:
    last = read(sentence)[-1]
    assert (last.polarity, last.tense, last.modality) == expected


@pytest.mark.parametrize(
    "sentence", ["Will the army attack the village?", "If the army attacks the village, it will lose."]
)
def test_questions_and_conditions_are_no_news(sentence: str) -> None:
    assert not read(sentence)[0].core


def test_negation_is_never_in_the_relation() -> None:
    for sentence, _ in [*TABLE, *SECOND]:
        for statement in read(sentence):
            assert not {"not", "n't", "never", "no"} & set(statement.relation.split())


def test_a_relative_clause_inside_a_question_is_no_news() -> None:
    found = read("The visit will decide whether a mother who walks ten kilometres comes back.")
    assert not next(s for s in found if s.relation == "walk").core


def test_an_inverted_condition_is_one() -> None:
    worked, died = read("Had the alarm worked, nobody would have died.")
    assert (worked.modality, died.modality) == ("conditional", "conditional")


@pytest.mark.parametrize(
    "sentence",
    [
        "Forty people died on Tuesday, as rescuers dug through the mud.",
        "A key witness failed to appear.",
        "The court heard evidence from two doctors.",
        "The bank is considering a sale of its unit.",
    ],
)
def test_news_is_core(sentence: str) -> None:
    assert read(sentence)[-1].core


@pytest.mark.parametrize(
    "sentence",
    [
        "She wept as the verdict was read.",
        "The union called the offer an insult.",
        "The prices appear high.",
        "The firm did not respond to a request for comment.",
        "The sources asked not to be named.",
    ],
)
def test_opinions_and_circumstances_are_not_core(sentence: str) -> None:
    assert not read(sentence)[-1].core


def test_a_question_that_is_quoted_is_not_asked_by_the_clause_before_it() -> None:
    said = {
        statement.relation: statement.modality for statement in read('The judge asked him "Who knew of the flood?"')
    }
    assert said == {"ask": "asserted", "know of": "questioned"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keane posed one question to the jury: “Did he know?”", {"pose": "asserted", "know": "questioned"}),
        ("Reeves put it bluntly: “Who will pay the bill?” He left.", {"put": "asserted", "pay": "questioned", "leave": "asserted"}),
        ("The bank published its results: did they surprise anyone?", {"publish": "asserted", "surprise": "questioned"}),
        ("One thing is clear: the toll will rise.", {"be": "asserted", "rise": "predicted"}),
    ],
)  # fmt: skip
def test_a_colon_parts_what_is_told_from_what_is_asked(text: str, expected: dict[str, str]) -> None:
    assert {statement.relation: statement.modality for statement in read(text)} == expected
