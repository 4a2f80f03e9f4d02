"""Who answers for a statement: the innermost quote, and through whom it came."""

from statement_reading import read

from worker.contract.facts import Entity, Mention, Quote, Span, Statement

TEXT = "Okafor said that Lind told him the plant had leaked. It will close."
OKAFOR = Entity(
    id="e1", type="PERSON", name="Okafor", mentions=(Mention(start=0, end=6, text="Okafor", kind="name"),), confidence=1
)
LIND = Entity(
    id="e2", type="PERSON", name="Lind", mentions=(Mention(start=17, end=21, text="Lind", kind="name"),), confidence=1
)


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part), text=part)


def quote(number: int, text: str, content: str, cue: str, **more: object) -> Quote:
    return Quote(
        id=f"q{number}",
        type="indirect",
        content=span(text, content),
        cue=span(text, cue),
        confidence=1,
        **more,
    )


OUTER = quote(1, TEXT, "Lind told him the plant had leaked", "said", speaker="e1")
INNER = quote(2, TEXT, "the plant had leaked", "told", speaker="e2", addressee="e1", inside="q1")


def by_relation(statements: tuple[Statement, ...]) -> dict[str, Statement]:
    return {s.relation: s for s in statements}


def test_the_innermost_speaker_is_the_source_and_the_outer_one_the_way() -> None:
    leak = by_relation(read(TEXT, entities=(OKAFOR, LIND), quotes=(OUTER, INNER)))["leak"]
    assert leak.attribution is not None
    assert leak.attribution.model_dump() == {
        "source": "e2",
        "via": "e1",
        "to": "e1",
        "cue": "told",
        "quote": "q2",
        "time": None,
    }


def test_what_stands_outside_quotes_is_the_articles_own() -> None:
    assert by_relation(read(TEXT, entities=(OKAFOR, LIND), quotes=(OUTER, INNER)))["close"].attribution is None


def test_the_reporting_clause_of_a_quote_is_no_statement() -> None:
    assert set(by_relation(read(TEXT, entities=(OKAFOR, LIND), quotes=(OUTER, INNER)))) == {"leak", "close"}


def test_a_demand_is_news_although_it_is_also_speech() -> None:
    text = "The UN urged the army to stop."
    cued = quote(1, text, "to stop", "urged", speaker=None)
    assert "urge" in by_relation(read(text, quotes=(cued,)))


def test_a_promise_of_ones_own_is_a_promise_and_one_for_others_a_prediction() -> None:
    text = "Okafor said that Okafor will resign. Okafor added that Lind will resign."
    names = (Mention(start=i, end=i + 6, text="Okafor", kind="name") for i in (0, 17, 37))
    okafor = OKAFOR.model_copy(update={"mentions": tuple(names)})
    first = quote(1, text, "Okafor will resign", "said", speaker="e1")
    second = quote(2, text, "Lind will resign", "added", speaker="e1")
    promised, predicted = read(text, entities=(okafor,), quotes=(first, second))
    assert (promised.modality, predicted.modality) == ("promised", "predicted")


def test_hearsay_has_a_cue_and_no_source() -> None:
    [statement] = read("The man allegedly stabbed his neighbour.")
    assert statement.attribution is not None
    assert (statement.attribution.source, statement.attribution.cue) == (None, "alleged")


def test_an_accusation_is_attributed_to_the_accuser() -> None:
    text = "Okafor accused the firm of hiding the leak."
    hide = by_relation(read(text, entities=(OKAFOR,)))["hide"]
    assert hide.attribution is not None
    assert (hide.attribution.source, hide.attribution.cue) == ("e1", "accused")


def test_many_quotes_at_one_place_do_not_slow_the_reading() -> None:
    text = "Lind left town. " * 500
    quotes = [
        Quote(
            id=f"q{i}",
            type="direct",
            content=Span(start=i, end=len(text), text=text[i:]),
            speaker=None,
            cue=None,
            confidence=1,
        )
        for i in range(1000)
    ]
    found = read(text, quotes=tuple(quotes))
    assert found[-1].attribution is not None
    assert found[-1].attribution.quote == "q999"


def test_what_a_reporting_verb_takes_is_its_subjects_although_no_quote_was_found() -> None:
    [resume] = [
        s
        for s in read("Talks could resume soon, Okafor told the Post.", entities=(at("Okafor", 25),))
        if s.object is None
    ]
    assert resume.attribution is not None
    assert (resume.attribution.source, resume.attribution.cue, resume.attribution.quote) == ("e1", "told", None)


def test_a_second_that_belongs_to_the_first_reporting_verb() -> None:
    text = "Okafor insisted that the pay was fair and that the union walked out."
    cued = quote(1, text, "the pay was fair", "insisted", speaker="e1")
    walked = by_relation(read(text, entities=(OKAFOR,), quotes=(cued,)))["walk out"]
    assert walked.attribution is not None
    assert walked.attribution.source == "e1"


def test_a_second_verb_of_the_article_is_not_the_speakers() -> None:
    text = "Okafor insisted that the pay was fair and walked out."
    cued = quote(1, text, "the pay was fair", "insisted", speaker="e1")
    assert by_relation(read(text, entities=(OKAFOR,), quotes=(cued,)))["walk out"].attribution is None


def at(name: str, start: int) -> Entity:
    mention = Mention(start=start, end=start + len(name), text=name, kind="name")
    return Entity(id="e1", type="PERSON", name=name, mentions=(mention,), confidence=1)


def nameless(text: str, content: str, cue: str) -> str:
    """The modality of what a speaker without a name says."""
    speaker = span(text, text.split(f" {cue}", maxsplit=1)[0])
    cued = quote(1, text, content, cue, speaker=None, speaker_mention=speaker)
    return read(text, quotes=(cued,))[0].modality


def test_a_nameless_speaker_speaks_of_itself_where_the_pronoun_agrees() -> None:
    assert (
        nameless("The board said it would recommend the offer.", "it would recommend the offer", "said") == "intended"
    )
    assert nameless("Officials said they would close it.", "they would close it", "said") == "intended"
    assert nameless("Officials said it would cost more.", "it would cost more", "said") == "predicted"
    assert nameless("Bankers complained they would lose.", "they would lose", "complained") == "predicted"


def test_a_source_that_ends_the_sentence_answers_for_all_of_it() -> None:
    text = "Ten people died and about 40 fled, according to Okafor."
    cued = quote(1, text, "about 40 fled", "according to", speaker="e1")
    died = by_relation(read(text, entities=(at("Okafor", 48),), quotes=(cued,)))["die"]
    assert died.attribution is not None
    assert died.attribution.source == "e1"


def test_nobody_speaks_through_himself() -> None:
    text = "Okafor said he thought that the plant had leaked."
    outer = quote(1, text, "he thought that the plant had leaked", "said", speaker="e1")
    inner = quote(2, text, "the plant had leaked", "thought", speaker="e1", inside="q1")
    leak = by_relation(read(text, entities=(OKAFOR,), quotes=(outer, inner)))["leak"]
    assert leak.attribution is not None
    assert (leak.attribution.source, leak.attribution.via) == ("e1", None)


def test_what_goes_on_behind_the_speaker_is_the_speakers_still() -> None:
    text = "Users should stop, Okafor said, and must not repair it."
    cued = quote(1, text, "Users should stop", "said", speaker="e1")
    repair = by_relation(read(text, entities=(at("Okafor", 19),), quotes=(cued,)))["repair"]
    assert repair.attribution is not None
    assert repair.attribution.source == "e1"


def test_a_verb_joined_to_the_reporting_one_is_the_articles() -> None:
    text = "Okafor said it would appeal and called a strike."
    cued = quote(1, text, "it would appeal and called a strike", "said", speaker="e1")
    assert by_relation(read(text, entities=(OKAFOR,), quotes=(cued,)))["call"].attribution is None


def test_what_a_charged_deed_is_about_is_charged_too() -> None:
    hide = by_relation(read("The woman was charged with helping him hide the money."))["hide"]
    assert hide.attribution is not None
    assert hide.attribution.cue == "charged"


def test_whose_stands_for_an_entity() -> None:
    [rise] = [s for s in read("Okafor, whose shares have risen, won.", entities=(OKAFOR,)) if s.relation == "rise"]
    assert rise.subject.entities == ("e1",)


def test_a_reporter_set_apart_behind_the_clause_is_its_source() -> None:
    text = "The state will not seek a retrial, prosecutor James Lim told reporters."
    [seek] = read(text, entities=(at("James Lim", 46),))
    assert seek.attribution is not None
    assert (seek.attribution.source, seek.attribution.cue) == ("e1", "told")


def test_he_is_not_she_who_reports() -> None:
    text = "Okafor read the verdict. She added that he had shown no remorse."
    said = quote(1, text, "he had shown no remorse", "added", speaker="e1", speaker_mention=span(text, "She"))
    shown = by_relation(read(text, entities=(OKAFOR,), quotes=(said,)))["show"]
    assert shown.subject.entities == ()
    same = text.replace(" he ", " she ")
    said = quote(1, same, "she had shown no remorse", "added", speaker="e1", speaker_mention=span(same, "She"))
    assert by_relation(read(same, entities=(OKAFOR,), quotes=(said,)))["show"].subject.entities == ("e1",)
