"""Parts of a whole, sources and dates of quantities."""

from quantity_reading import read


def test_parts_take_kind_from_their_whole() -> None:
    whole, children, women = read("The quake killed 232 people, including 65 children and 39 women.").quantities
    assert [children.part_of, women.part_of] == [whole.id, whole.id]
    assert {q.kind for q in (whole, children, women)} == {"deaths"}


def test_so_many_of_so_many() -> None:
    found, counts = read("He was found guilty of 11 of 14 counts of fraud.").quantities
    assert (found.value, found.unit, found.part_of) == (11, "count", counts.id)


def test_the_source_is_who_says_it() -> None:
    [quantity], names, _ = read("Rosa Delgado said 64 people had died.")
    assert names[quantity.source] == "Rosa Delgado"


def test_the_time_of_the_clause_dates_it() -> None:
    [quantity], _, times = read("In 1985, a quake killed 2,300 people.")
    assert times[quantity.as_of] == "1985"


def test_an_unnamed_source_stays_null() -> None:
    [quantity], _, _ = read("Officials said 64 people had died.")
    assert quantity.source is None


def test_a_place_beside_the_event_is_where_and_no_agent() -> None:
    [quantity], names, _ = read("The flood at Port Varda killed 41 people.")
    assert (quantity.agent, names[quantity.where]) == (None, "Port Varda")


def test_who_did_it_is_the_agent() -> None:
    [quantity], names, _ = read("Nordlink Group dismissed 40 workers.")
    assert names[quantity.agent] == "Nordlink Group"


def test_what_it_was_stands_behind_who_says_so() -> None:
    now, before = read("The death toll rose to 143 on Wednesday, officials said, up from 118.").quantities
    assert (now.previous, now.change, before.kind) == (118, "up", "deaths")


def test_so_many_of_a_companys() -> None:
    part, whole = read("The union speaks for 6,300 of Nordlink's 14,000 workers.").quantities
    assert (part.part_of, part.unit) == (whole.id, "worker")


def test_a_couple_is_no_number_unless_it_counts() -> None:
    assert read("The couple bought horses.").quantities == ()
    [weeks] = read("They stayed a couple of weeks.").quantities
    assert (weeks.value, weeks.unit) == (2, "week")


def test_people_under_a_number_are_of_an_age() -> None:
    [age] = read("Officials did not count children under two.").quantities
    assert (age.unit, age.max) == ("year of age", 2)
