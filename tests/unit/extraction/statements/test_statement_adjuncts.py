"""When, where, what for and how much."""

from statement_reading import read

from worker.contract.facts import Entity, Mention, Quantity, Time


def time(number: int, text: str, part: str, value: str, kind: str = "DATE") -> Time:
    start = text.index(part)
    return Time(id=f"t{number}", start=start, end=start + len(part), text=part, type=kind, value=value, confidence=1)


def place(number: int, text: str, part: str) -> Entity:
    start = text.index(part)
    mention = Mention(start=start, end=start + len(part), text=part, kind="name")
    return Entity(id=f"e{number}", type="GPE", name=part, mentions=(mention,), confidence=1)


def test_the_time_of_the_clause_is_its_time() -> None:
    text = "The cabinet signed a deal on Thursday after the army left on Monday."
    times = (time(1, text, "Thursday", "2024-05-09"), time(2, text, "Monday", "2024-05-06"))
    signed, left = read(text, times=times)
    assert (signed.time, left.time) == ("t1", "t2")


def test_a_time_inside_a_name_or_an_owner_is_not_when_it_happened() -> None:
    text = "Police investigated Monday's robbery."
    [statement] = read(text, times=(time(1, text, "Monday", "2024-05-06"),))
    assert statement.time is None


def test_a_length_of_time_inside_the_object_is_not_when_it_happened() -> None:
    text = "The deal ended an 11-day strike."
    [statement] = read(text, times=(time(1, text, "11-day", "P11D", "DURATION"),))
    assert statement.time is None


def test_a_named_place_and_a_common_one() -> None:
    text = "Two men were arrested in Leeds. Three were held at the airport."
    leeds, airport = read(text, entities=(place(1, text, "Leeds"),))
    assert leeds.place is not None
    assert (leeds.place.text, leeds.place.entities) == ("Leeds", ("e1",))
    assert airport.place is not None
    assert airport.place.text == "the airport"


def test_where_leads_back_to_the_place() -> None:
    text = "She flew to the region, where she will meet farmers."
    meeting = read(text)[-1]
    assert meeting.place is not None
    assert meeting.place.text == "the region"
    assert meeting.evidence[0].text == "she will meet farmers"


def test_a_purpose_is_kept_in_its_own_words() -> None:
    [statement] = read("The envoy met the rebels to discuss a truce.")
    assert statement.purpose == "to discuss a truce"


def test_quantities_of_the_clause_are_named() -> None:
    text = "The ferry sank on Monday, killing 41 people."
    start = text.index("41 people")
    people = Quantity(id="n1", start=start, end=start + 9, text="41 people", value=41, unit="person", confidence=1)
    sank, killed = read(text, quantities=(people,))
    assert (sank.quantities, killed.quantities) == ((), ("n1",))


def test_times_of_what_is_compared_are_not_when_it_happened() -> None:
    text = "Unemployment climbed to 5.6%, the highest since 2016, from 5.3% in August."
    times = (time(1, text, "2016", "2016"), time(2, text, "August", "2023-08"))
    [statement] = read(text, times=times)
    assert statement.time is None


def test_the_day_that_ends_the_object_dates_the_clause_and_leaves_the_object() -> None:
    text = "The ministers failed to agree on a ceasefire on Wednesday."
    [statement] = read(text, times=(time(1, text, "Wednesday", "2024-05-08"),))
    assert statement.time == "t1"
    assert statement.object is not None
    assert statement.object.text == "a ceasefire"


def test_how_long_something_else_took_is_not_when_it_happened() -> None:
    text = "The ministers met after two days of talks."
    [statement] = read(text, times=(time(1, text, "two days", "P2D", "DURATION"),))
    assert statement.time is None


def test_what_comes_next_in_a_fixture_list_is_planned() -> None:
    text = "City play United on Sunday."
    [planned] = read(text, times=(time(1, text, "Sunday", "2024-05-12"),))
    assert (planned.tense, planned.modality) == ("future", "planned")
    [told] = read(text, times=(time(1, text, "Sunday", "2024-05-05"),))
    assert (told.tense, told.modality) == ("present", "asserted")


def test_a_description_is_who_is_named_right_behind_it() -> None:
    text = "The foreign minister, Levan, resigned."
    start = text.index("Levan")
    mention = Mention(start=start, end=start + 5, text="Levan", kind="name")
    levan = Entity(id="e1", type="PERSON", name="Levan", mentions=(mention,), confidence=1)
    resigned = read(text, entities=(levan,))[-1]
    assert (resigned.subject.text, resigned.subject.entities) == ("The foreign minister", ("e1",))


def test_becoming_something_has_no_purpose() -> None:
    assert read("She became the first woman to lead the club.")[0].purpose is None


def test_where_something_else_was_done_is_not_where_it_happened() -> None:
    accused, closed = read("She accused the army of closing 23 polling stations in the south.")
    assert accused.place is None
    assert closed.place is not None


def test_where_he_was_arrested_is_not_where_he_is_held() -> None:
    [held] = [
        s for s in read("He has been in custody since his arrest at the airport.") if s.relation == "be in custody"
    ]
    assert held.place is None


def test_a_clock_time_of_today_is_no_fixture() -> None:
    text = "We arrive at 11:31."
    [told] = read(text, times=(time(1, text, "11:31", "2024-05-10T11:31", "TIME"),))
    assert told.tense == "present"


def test_a_place_ends_before_the_time_behind_it() -> None:
    text = "Thousands gathered in the main square on Tuesday night."
    times = (time(1, text, "Tuesday night", "2024-05-07TNI", "TIME"),)
    [statement] = read(text, times=times)
    assert statement.place is not None
    assert (statement.place.text, statement.time) == ("the main square", "t1")


def test_the_day_of_a_deed_is_not_when_it_was_punished() -> None:
    text = "He was criticised for attending a concert on Saturday."
    criticised, attended = read(text, times=(time(1, text, "Saturday", "2024-05-04"),))
    assert (criticised.time, attended.time) == (None, "t1")


def test_the_day_of_a_participle_is_not_the_day_of_the_verb_above_it() -> None:
    text = "Her government had ignored warnings issued on Friday."
    said = {s.relation: s.time for s in read(text, times=(time(1, text, "Friday", "2024-05-03"),))}
    assert said == {"ignore": None, "issue": "t1"}
