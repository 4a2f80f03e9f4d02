"""One entity for each real thing."""

import pytest
from entity_reading import mentions, named, read

ONE_THING = [
    ("Storm Brenda hit Ireland on Monday. Brenda is the second storm of the season.", "Storm Brenda", 2),
    ("Roads in County Mayo are shut. Mayo expects more rain.", "County Mayo", 2),
    ("They beat Lyon on Sunday. Lyon, the holders, have not won since. Lyon have lost four games.", "Lyon", 3),
    ("Marta Lindqvist met Owen Blake. Lindqvist smiled. Minister Lindqvist left.", "Marta Lindqvist", 3),
    ("Helen Castellano resigned on Monday. Castelano gave no reason.", "Helen Castellano", 2),
    ("The World Health Organization (WHO) sent doctors. The WHO said more would come.", "World Health Organization", 3),
    ("The U.N. World Food Programme (WFP) sent rice. The WFP has ships.", "U.N. World Food Programme", 3),
    ("Apple Inc. bought a rival. Apple paid $3 billion.", "Apple Inc.", 2),
    ("Xi Jinping travelled to Brazil. Xi met workers.", "Xi Jinping", 2),
    ("Joseph Carter and Anna Bell won. Joe Carter thanked voters.", "Joseph Carter", 2),
    ("Ursula von der Leyen spoke in Brussels. Von der Leyen left early.", "Ursula von der Leyen", 2),
    ("Robert Downey Jr. arrived. Downey waved.", "Robert Downey Jr.", 2),
    ("The United States agreed. The US will pay. America is ready.", "United States", 3),
    ("The Turkish Disaster Authority (AFAD) sent help. AFAD has 120 rescuers.", "Turkish Disaster Authority", 3),
    (
        "The Red Cross and Red Crescent Societies, or RCRC, came. The RCRC left.",
        "Red Cross and Red Crescent Societies",
        3,
    ),
    ("The Joint Plan of Action, or JPOA, expired. Under the JPOA it was banned.", "Joint Plan of Action", 3),
    ("The Maritime Industry Authority, known as Marina, found faults.", "Maritime Industry Authority", 2),
    ("The U.S. Geological Survey said so. The USGS was sure.", "U.S. Geological Survey", 2),
    ("The 62-year-old shepherd Tashmat Orozov stood by. “I ran,” Orozov said.", "Tashmat Orozov", 2),
    ("Helena Marques arrived. Marques, a surgeon, spoke first.", "Helena Marques", 2),
    ("Norvik ASA agreed. Norvik will pay. It sold Norvik Asia Inc. in Oslo.", "Norvik ASA", 2),
    ("Senator Tomás Echeverría left. Echeveria, whose house fell, stayed.", "Tomás Echeverría", 2),
    ("Mayor Seán O’Brien left. Sean O'Brien gave no reason.", "Seán O’Brien", 2),
    ("Moody's Investors Service cut it. Moody's cited debt.", "Moody's Investors Service", 2),
    ("A man died in County Mayo. Schools in Mayo are shut.", "County Mayo", 2),
    ("He built failed crypto firm Lumen Labs Pte., in Oslo. The SEC sued Lumen. They left Lumen.", "Lumen Labs Pte", 3),
    ("Han Chang-joon was sent home. Han is in jail.", "Han Chang-joon", 2),
    ("Fighting spread in the Gaza Strip. Gaza has two million people.", "Gaza Strip", 2),
]


@pytest.mark.parametrize(("text", "name", "count"), ONE_THING)
def test_its_names_are_one_entity(text: str, name: str, count: int) -> None:
    assert len(mentions(named(read(text), name), "name")) == count


TWO_THINGS = [
    ("Peter Hale and Susan Hale arrived. Susan Hale spoke.", "Peter Hale", "Susan Hale"),
    ("Erik Hansen won. Lars Jansen lost. Hansen celebrated.", "Erik Hansen", "Lars Jansen"),
    ("Ruben Whitaker met Laura Whittaker in Oslo.", "Ruben Whitaker", "Laura Whittaker"),
    ("Boris Isakov met Irina Isakova.", "Boris Isakov", "Irina Isakova"),
    ("Feliciano Tan Jr. runs it. Feliciano Tan Sr. founded it.", "Feliciano Tan Jr.", "Feliciano Tan Sr."),
    ("Barack Obama spoke. Mrs. Obama listened.", "Barack Obama", "Obama"),
    ("Britain and Germany, known as the E2, agreed.", "Germany", "E2"),
    ("Jane Doe (SNP) agreed. The SNP won.", "Jane Doe", "SNP"),
    ("The Bank of England met the Bank of Japan.", "Bank of England", "Bank of Japan"),
]


@pytest.mark.parametrize(("text", "one", "other"), TWO_THINGS)
def test_two_with_one_surname_or_nearly_one_stay_two(text: str, one: str, other: str) -> None:
    entities = read(text)
    assert named(entities, one).id != named(entities, other).id


def test_a_bare_surname_belongs_to_the_one_who_was_named_last() -> None:
    entities = read("Peter Hale arrived. Hale spoke first. Then Susan Hale came. Hale left.")
    assert mentions(named(entities, "Peter Hale"), "name") == ["Peter Hale", "Hale"]
    assert mentions(named(entities, "Susan Hale"), "name") == ["Susan Hale", "Hale"]


def test_of_two_named_in_one_sentence_the_one_whom_it_is_about_is_meant() -> None:
    entities = read("Paul Young, who is no relation to the singer Neil Young, gave money. “It is ours,” Young said.")
    assert mentions(named(entities, "Paul Young"), "name") == ["Paul Young", "Young"]


def test_the_address_tells_who_of_two_is_meant() -> None:
    entities = read(
        "Grace Okonjo beat Samuel Okonjo. Mr. Okonjo left. Ms. Okonjo stayed. The two Okonjos are no friends."
    )
    assert mentions(named(entities, "Grace Okonjo"), "name") == ["Grace Okonjo", "Okonjo"]
    assert mentions(named(entities, "Samuel Okonjo"), "name") == ["Samuel Okonjo", "Okonjo"]


def test_a_company_and_its_founder_share_a_name_and_stay_two() -> None:
    entities = read("Harlow Foods plc was sued. Harlow's founder, Peter Harlow, said so. Mr Harlow left.")
    assert mentions(named(entities, "Harlow Foods plc"), "name") == ["Harlow Foods plc", "Harlow"]
    assert mentions(named(entities, "Peter Harlow"), "name") == ["Peter Harlow", "Harlow"]


def test_ids_follow_the_order_of_first_mention() -> None:
    entities = read("Norway beat Sweden. Erik Hansen scored twice for Norway.")
    assert [entity.id for entity in entities] == [f"e{i}" for i in range(1, len(entities) + 1)]
    firsts = [entity.mentions[0].start for entity in entities]
    assert firsts == sorted(firsts)


def test_a_headline_in_capitals_names_whom_the_text_names() -> None:
    entities = read("PRESIDENT HOLLANDER MEETS MAYOR\n\nPresident Anna Hollander met the mayor. Hollander was late.")
    assert mentions(named(entities, "Anna Hollander"), "name") == ["HOLLANDER", "Anna Hollander", "Hollander"]


CAPITALS = [
    ("TRUMP MEETS PUTIN IN ALASKA\n\nPresident Donald Trump met Vladimir Putin in Alaska.", "Donald Trump", "TRUMP"),
    ("TRUMP MEETS PUTIN IN ALASKA\n\nPresident Donald Trump met Vladimir Putin in Alaska.", "Vladimir Putin", "PUTIN"),
    ("HELIX MOTORS REJECTS BID\n\nHelix Motors Corp said no on Monday.", "Helix Motors Corp", "HELIX MOTORS"),
    ("DIVERS SEARCH STRAIT OF LUMARA\n\nDivers went to the Strait of Lumara.", "Strait of Lumara", "STRAIT OF LUMARA"),
    ("EU FINES GOOGLE AGAIN\n\nThe EU fined Google on Monday.", "EU", "EU"),
]


@pytest.mark.parametrize(("text", "name", "shouted"), CAPITALS)
def test_each_name_of_a_headline_in_capitals_is_found(text: str, name: str, shouted: str) -> None:
    assert mentions(named(read(text), name), "name")[0] == shouted


def test_who_went_by_the_surname_alone_keeps_it_in_later_paragraphs() -> None:
    entities = read(
        "Colin Harrow stole it. Harrow was jailed.\n\nHis wife, Joanne Harrow, was cleared.\n\nHarrow will have to repay it."
    )
    assert mentions(named(entities, "Colin Harrow"), "name") == ["Colin Harrow", "Harrow", "Harrow"]
    assert mentions(named(entities, "Joanne Harrow"), "name") == ["Joanne Harrow"]


def test_a_firm_is_called_by_its_first_word() -> None:
    entities = read(
        "Corwin Partners has withdrawn. Reuters said Corwin had valued it at 5 billion pounds. Corwin left."
    )
    assert mentions(named(entities, "Corwin Partners"), "name") == ["Corwin Partners", "Corwin", "Corwin"]
