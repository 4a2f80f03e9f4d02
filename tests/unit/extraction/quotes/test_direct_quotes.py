"""Direct speech: every style of marks, every place of the reporting clause, and what is left alone."""

import pytest
from quote_reading import read

LINDQVIST = "Ada Lindqvist"
HADDAD = "Omar Haddad"


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe,” Ada Lindqvist said.",
        "“The dam is safe,” said Ada Lindqvist, the energy minister.",
        '"The dam is safe," Ada Lindqvist told reporters on Monday.',
        "'The dam is safe,' said Ada Lindqvist.",
        "‘The dam is safe,’ said Ada Lindqvist.",
        "«The dam is safe,» said Ada Lindqvist.",
        "''The dam is safe,'' said Ada Lindqvist.",
        "``The dam is safe,'' said Ada Lindqvist.",
        '“The dam is safe," said Ada Lindqvist.',
        "„The dam is safe,“ said Ada Lindqvist.",
        "‘‘The dam is safe,’’ said Ada Lindqvist.",
        "The dam is safe,” Ada Lindqvist said.",
        '"The dam is safe,“ said Ada Lindqvist.',
        "“The dam is safe,“ said Ada Lindqvist.",
        "`The dam is safe,' said Ada Lindqvist.",
        "It rained.”The dam is safe,” said Ada Lindqvist.",
        'It rained."The dam is safe,"said Ada Lindqvist.',
    ],
    ids=["curly", "verb first", "straight", "single", "curly single", "guillemets", "two straight", "backticks", "mixed",
         "low", "two curly", "first mark lost", "straight and opening", "opening twice", "one backtick", "no blank before",
         "no blank around"],
)  # fmt: skip
def test_any_style_of_marks_is_read(text: str) -> None:
    assert read(text).said() == [("direct", "The dam is safe,", LINDQVIST)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Lindqvist said: “The dam is safe. Nobody has to leave.”", "The dam is safe. Nobody has to leave."),
        ("Ada Lindqvist added, “The dam is safe.”", "The dam is safe."),
        ('Ada Lindqvist said :"The dam is safe"', "The dam is safe"),
        ("”The dam is safe,” Ada Lindqvist said.", "The dam is safe,"),
        ("— The dam is safe, said Ada Lindqvist.", "The dam is safe"),
        ('"The dam is safe, said Ada Lindqvist. "Nobody has to leave."', "The dam is safe"),
        ("“Is the dam safe?” asked Ada Lindqvist.", "Is the dam safe?"),
        ("Ada Lindqvist arrived at noon. “The dam is safe,” she said.", "The dam is safe,"),
        ("Ada Lindqvist tweeted: “The dam is safe.”", "The dam is safe."),
        ("Asked about the dam, Ada Lindqvist replied: “No comment.”", "No comment."),
        ("“The dam is safe,” according to Ada Lindqvist.", "The dam is safe,"),
        ("“We will rebuild the dam.” — Ada Lindqvist", "We will rebuild the dam."),
        ("Ada Lindqvist: “The dam is safe and nobody has to leave.”", "The dam is safe and nobody has to leave."),
        ("Ada Lindqvist continued:\n\n“We will rebuild the dam.”", "We will rebuild the dam."),
        ("“The dam is safe, Ada Lindqvist said.", "The dam is safe"),
        ("‘The workers’ union won’t sign,’ said Ada Lindqvist.", "The workers’ union won’t sign,"),
        ("“It’s ‘now or never,’” Ada Lindqvist said.", "It’s ‘now or never,’"),
        ("“The dam is safe,” Mrs. Ada Lindqvist wrote.", "The dam is safe,"),
        ("As Ada Lindqvist put it, “the dam is as safe as it gets”.", "the dam is as safe as it gets"),
        ("Ada Lindqvist was blunt: “Nobody has to leave.”", "Nobody has to leave."),
        ("Ada Lindqvist was blunt : “Nobody has to leave.”", "Nobody has to leave."),
        ("Ada Lindqvist summed up the mood on site: “Everyone is tired.”", "Everyone is tired."),
        ("Ada Lindqvist's advice was simple: “Stay indoors.”", "Stay indoors."),
        ("Ada Lindqvist laughed. “I have never seen such a dam.”", "I have never seen such a dam."),
        (
            "Omar Haddad met Ada Lindqvist, the energy minister. The minister, Ada Lindqvist, said: “It is.”",
            "It is.",
        ),
        ("The owner, the Norwegian minister Ada Lindqvist, wrote: “It is safe.”", "It is safe."),
        ("Prosecutor Ada Lindqvist KC said: “It is safe.”", "It is safe."),
        ("Ada Lindqvist told the packed hall “we will not go back” and left.", "we will not go back"),
        ('Ada Lindqvist asked the Oslo crowd "Why should we give him the dam?"', "Why should we give him the dam?"),
    ],
)
def test_the_speaker_is_found_wherever_the_clause_stands(text: str, content: str) -> None:
    assert read(text).said()[0] == ("direct", content, LINDQVIST)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("“The dam,” Ada Lindqvist said, “is safe for now.”", ["The dam,", "is safe for now."]),
        ("“The dam is safe,” Ada Lindqvist said. “Nobody has to leave.”", ["The dam is safe,", "Nobody has to leave."]),
        ("“I love it,” Ada Lindqvist said, but “when it rains it leaks.”", ["I love it,", "when it rains it leaks."]),
        (
            "«It leaks», said Ada Lindqvist. «It is as if nobody had ever looked».",
            ["It leaks", "It is as if nobody had ever looked"],
        ),
        (
            "“We lost it,” said Ada Lindqvist, whose house fell. “There was no warning at all.”",
            ["We lost it,", "There was no warning at all."],
        ),
        (
            "“The dam is safe,” Ada Lindqvist said.\n\n“Nobody has to leave the valley tonight.”",
            ["The dam is safe,", "Nobody has to leave the valley tonight."],
        ),
        (
            "Ada Lindqvist said: “The dam is safe.\n\n“Nobody has to leave. We stay.”",
            ["The dam is safe.\n\n“Nobody has to leave. We stay."],
        ),
    ],
    ids=[
        "interrupted",
        "resumed",
        "next sentence",
        "stop behind the mark",
        "after a relative clause",
        "next paragraph",
        "reopened",
    ],
)
def test_a_speaker_goes_on(text: str, contents: list[str]) -> None:
    assert read(text).said() == [("direct", content, LINDQVIST) for content in contents]


def test_how_the_speaker_was_resolved_is_said() -> None:
    text = "“I met her,” Ada Lindqvist said. “She signed the deal there.”\n\n“Nobody has to leave the valley tonight.”"
    resolutions = [(q.speaker_resolution, q.speaker_mention is None, q.cue is None) for q in read(text).quotes]
    assert resolutions == [("explicit", False, False), ("same-paragraph", False, False), ("carried-over", True, True)]


def test_a_quotation_in_a_quotation_stands_inside_it() -> None:
    outer, inner = read("“He told me, ‘You must go.’ I stayed,” Ada Lindqvist said.").quotes
    assert (inner.content.text, inner.inside, inner.speaker) == ("You must go.", outer.id, None)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“I left what he calls “the swamp” behind,” Ada Lindqvist said.",
            "I left what he calls “the swamp” behind,",
        ),
        ("\"He told me, 'You must go,'\" Ada Lindqvist said.", "He told me, 'You must go,'"),
        ("“He told me:‘You must go,’ ” Ada Lindqvist said.", "He told me:‘You must go,’"),
    ],
    ids=["same marks", "three marks in a row", "no blank before"],
)
def test_marks_inside_marks_end_no_quotation(text: str, content: str) -> None:
    assert read(text).said()[0] == ("direct", content, LINDQVIST)


def test_what_i_told_others_in_a_quotation_is_the_speakers() -> None:
    reading = read("“I told them, ‘Stop now.’ They did,” Ada Lindqvist said.")
    assert [(q.content.text, reading.names.get(q.speaker)) for q in reading.quotes][1] == ("Stop now.", LINDQVIST)


def test_a_sentence_that_ends_with_a_quotation_in_it_takes_no_cue_of_the_next_one() -> None:
    said = read("“Go,” Omar Haddad said. “I told them, ‘Stay ashore.’” She denied that she knew.").said()
    assert ("direct", "I told them, ‘Stay ashore.’", HADDAD) in said


def test_who_is_asked_hears_the_question() -> None:
    reading = read("Asked whether the dam was safe, Ada Lindqvist said: “It is.”")
    question, answer = reading.quotes
    assert (reading.names.get(question.addressee), question.speaker) == (LINDQVIST, None)
    assert reading.names.get(answer.speaker) == LINDQVIST


def test_a_question_is_not_asked_by_whom_it_is_put_to() -> None:
    question, answer = read("Ada Lindqvist was asked, “Will the dam hold?” She replied, “I have no doubt.”").quotes
    assert (question.content.text, question.speaker) == ("Will the dam hold?", None)
    assert (answer.content.text, answer.cue and answer.cue.text) == ("I have no doubt.", "replied")


def test_a_speaker_that_is_not_named_stays_unknown() -> None:
    [quote] = read("“The dam is safe,” an official said.").quotes
    assert (quote.speaker, quote.speaker_resolution) == (None, "none")
    assert quote.speaker_mention is not None
    assert quote.speaker_mention.text == "an official"


def test_a_party_does_not_speak_for_a_member_without_a_name() -> None:
    [quote] = read("The Conservatives lost. “They don’t trust us,” a senior Conservative MP said.").quotes
    assert (quote.speaker, quote.speaker_mention and quote.speaker_mention.text) == (None, "a senior Conservative MP")


def test_he_who_spoke_right_before_is_he() -> None:
    text = "Omar Haddad complained that Lindqvist had opened the dam with her own hands. “Everybody saw it,” he said."
    assert ("direct", "Everybody saw it,", HADDAD) in read(text).said()


def test_he_who_was_announced_two_paragraphs_above_adds() -> None:
    text = "Omar Haddad was sorry: “It is on me.\n\n“I should have gone.”\n\n“It was my dam,” he added."
    assert read(text).said()[-1] == ("direct", "It was my dam,", HADDAD)


def test_few_words_behind_a_reporting_clause_are_speech() -> None:
    said = read("“Nobody called me,” Ada Lindqvist said. “Not one person.”").said()
    assert said[-1] == ("direct", "Not one person.", LINDQVIST)


def test_a_short_answer_is_speech_of_nobody_yet() -> None:
    said = read(
        "“I was afraid,” Ada Lindqvist replied.\n\n“Afraid of what?”\n\n“Of the dam,” Ada Lindqvist said."
    ).said()
    assert said[1] == ("direct", "Afraid of what?", None)


def test_a_company_is_no_town_that_it_is_based_in() -> None:
    [quote] = read("The San Jose, California-based company said the dam was safe.").quotes
    assert quote.speaker is None
    assert quote.speaker_mention is not None
    assert quote.speaker_mention.text == "The San Jose, California-based company"


def test_one_of_several_speaks() -> None:
    [quote] = read("“Oslo, Bergen, Moss,” one of them repeated quietly.").quotes
    assert quote.speaker_mention is not None
    assert quote.speaker_mention.text == "one of them"


def test_where_and_when_it_was_said() -> None:
    [quote] = read("“The dam is safe,” Ada Lindqvist said in a statement on Monday.").quotes
    assert quote.medium is not None
    assert quote.medium.text.startswith("a statement")


def test_a_thing_before_the_colon_is_no_speaker() -> None:
    [quote] = read("The rule of Ada Lindqvist was clear: “Nobody enters the dam.”").quotes
    assert (quote.content.text, quote.speaker, quote.speaker_mention) == ("Nobody enters the dam.", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The winner was clear: “The Long Winter.”",
        "There was one word for it: “Chaos.”",
        "Ada Lindqvist put it on the table, “the red folder”.",
        "The so-called “peace line” divides the city.",
        "She starred in “The Long Winter,” a film about the war.",
        "In 1996, “Dam Safety Now” was published.",
        "“Tax cuts,” “growth” and “jobs” were the words of the day.",
        "He nicknamed the dog “Rex” last year.",
        "In a post titled “Where is number 27 now?”, Ada Lindqvist, 44, wrote to the council.",
        "– The dam is safe\n– The valley is not",
        "The 6' 2\" guard scored 30 points.",
        "The workers' union won the '90s.",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_speech(text: str) -> None:
    assert read(text).said() == []
