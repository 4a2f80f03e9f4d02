"""The document decides what a name is, and of which country."""

import pytest
from entity_reading import named, read

from worker.extraction.entities import cities, lexicon

TYPES = [
    ("Mr. Lisbon said the vote was fair. Lisbon was tired.", "Lisbon", "PERSON"),
    ("Foreign Minister Gabi Roth met Owen Stone. Stone spoke. Roth listened.", "Gabi Roth", "PERSON"),
    ("They live in Germany.", "Germany", "GPE"),
    ("The Ruvian Health Ministry said so.", "Ruvian Health Ministry", "ORG"),
    ("The river flows into Lake Marbella.", "Lake Marbella", "LOC"),
    ("Israelis and Palestinians met.", "Israelis", "NORP"),
    ("The flood reached the town of Ashdene on Monday.", "Ashdene", "GPE"),
    ("They crossed Halberd Bridge at noon.", "Halberd Bridge", "FAC"),
    ("The 62-year-old shepherd Tashmat Orozov stood by.", "Tashmat Orozov", "PERSON"),
    ("Its leader, Councillor Nasreen Akhtar, said so.", "Nasreen Akhtar", "PERSON"),
    ("Defending Pickering, Fiona Adeyemi KC said her client had lost everything.", "Fiona Adeyemi", "PERSON"),
    ("General Motors sued the Prince Edward Island Council.", "General Motors", "ORG"),
    ("Harbour City 3-1 Blackmoor Rovers", "Harbour City", "ORG"),
    ("NAIROBI (AP) — Voters went to the polls.", "NAIROBI", "GPE"),
    ("BISHKEK, Kyrgyzstan — Rescuers reached the valley.", "BISHKEK", "GPE"),
    ("LONDON — Voters in France stayed at home.", "LONDON", "GPE"),
    ("PORT ELMAR, Marovia (Northwire) — The toll rose.", "PORT ELMAR", "GPE"),
    ("SAINT-AUBRY-SUR-LOIRE — The mayor refused.", "SAINT-AUBRY-SUR-LOIRE", "GPE"),
    ("They met near Faro.", "Faro", "GPE"),
    ("Two ships came from neighbouring Tesaria.", "Tesaria", "GPE"),
    ("He told the broadcaster Canal Ocho that it was late.", "Canal Ocho", "ORG"),
    ("The ferry's owner, Blue Strait Lines, denied it.", "Blue Strait Lines", "ORG"),
    ("She told jurors that Reed's company, Aegis Maritime, had won.", "Aegis Maritime", "ORG"),
    ("The club's owner, Piers Lawton, denied it.", "Piers Lawton", "PERSON"),
    ("The broadcaster Piers Lawton left.", "Piers Lawton", "PERSON"),
    ("He was charged under the Proceeds of Crime Act.", "Proceeds of Crime Act", "LAW"),
    ('"We buy," Brandt Chief Executive Martina Vogel told analysts.', "Brandt", "ORG"),
    ("Norvik bought the dairy group Glenmara. Eva Kranz, the chief executive of Glenmara, left.", "Glenmara", "ORG"),
    ("“It will go,” said the association’s president, Colm Tierney.", "Colm Tierney", "PERSON"),
    ("Typhoon Mirano hit the coast. Typhoon Mirano then weakened.", "Typhoon Mirano", "EVENT"),
    ("The ferry Aurora Star sank. The Aurora Star was full.", "Aurora Star", "PRODUCT"),
    ("The trawler Mary Jane picked up nine people.", "Mary Jane", "PRODUCT"),
    ("The destroyer USS Halvorsen is on its way.", "USS Halvorsen", "PRODUCT"),
    ("Nine people aboard the Santa Rosalia were hurt.", "Santa Rosalia", "PRODUCT"),
    ("A Sikorsky S-92 winched nine people from a raft.", "Sikorsky S-92", "PRODUCT"),
    ("The law firm Arthur Cox advised the company.", "Arthur Cox", "ORG"),
    ("It sailed to the island of Kessa.", "Kessa", "LOC"),
    ("SAN ISIDRO, Pampa Verde — The toll rose.", "Pampa Verde", "GPE"),
    ("More cocaine reached Antwerp and Rotterdam than before.", "Rotterdam", "GPE"),
    ("“It is cold,” said Marta Novak, an accountant from Brno.", "Brno", "GPE"),
    ("Fatou Diallo is a doctor in Dakar who took no part.", "Dakar", "GPE"),
    ("She appeared in Franklin County Common Pleas Court.", "Franklin County Common Pleas Court", "ORG"),
    ("None was hurt, Defence Minister Gen. Petar Vuk told state broadcaster ORT.", "ORT", "ORG"),
    ("The opposition Green Left called for an inquiry.", "Green Left", "ORG"),
    ("The air force lost a MiG-29 last year.", "MiG-29", "PRODUCT"),
    ("The Prince of Wales spoke.", "Prince of Wales", "PERSON"),
    ("Storm Petra, which brought rain, has moved north.", "Storm Petra", "EVENT"),
    ("The ship was saved by the Nigerian Navy frigate NNS Thunder.", "NNS Thunder", "PRODUCT"),
    ("Seán Lemass spoke first.", "Seán Lemass", "PERSON"),
    ("“It goes,” says Joost van der Meulen, the company’s co-founder.", "Joost van der Meulen", "PERSON"),
    ("Luminary Stays, a Canadian hotel-booking company, said so.", "Luminary Stays", "ORG"),
    ("Schools in Mayo, Sligo and Donegal are shut.", "Sligo", "GPE"),
    ("A man from Ghent was held.", "Ghent", "GPE"),
    ("The family that controls Brouwerij De Valk said no.", "Brouwerij De Valk", "ORG"),
    ("The shop on Lakenstraat was empty.", "Lakenstraat", "FAC"),
    ("A tree fell near Ballina, Co Mayo, on Monday.", "Co Mayo", "GPE"),
]


@pytest.mark.parametrize(("text", "name", "kind"), TYPES)
def test_the_type(text: str, name: str, kind: str) -> None:
    assert named(read(text), name).type == kind


COUNTRIES = [
    ("Talks began in Egypt.", "Egypt", "EG"),
    ("The U.K. agreed.", "U.K.", "GB"),
    ("Police in Krakow arrested him.", "Krakow", "PL"),
    ("The plant in Cologne closed.", "Cologne", "DE"),
    ("Rockets fell in the Gaza Strip.", "Gaza Strip", "PS"),
    ("The Palestinian Health Ministry gave the figures.", "Palestinian Health Ministry", "PS"),
    ("The State Department said so.", "State Department", None),
    ("They met in Paris.", "Paris", "FR"),
    ("Egyptian officials came.", "Egyptian", "EG"),
    ("Police in Hyderabad made arrests.", "Hyderabad", None),
    ("Police in Hyderabad made arrests, officials in Pakistan said.", "Hyderabad", "PK"),
    ("Prime Minister Jane Doe of Norway spoke.", "Jane Doe", "NO"),
    ("Jane Doe of Dublin, Ohio, spoke.", "Dublin", "US"),
    ("MEMPHIS, Tenn. — The toll rose.", "Tenn.", "US"),
    ("They built the Pan-American Highway.", "Pan-American Highway", None),
    ("Reporter Jane Doe of the Norway Times wrote it.", "Jane Doe", None),
]


@pytest.mark.parametrize(("text", "name", "country"), COUNTRIES)
def test_the_country(text: str, name: str, country: str | None) -> None:
    assert named(read(text), name).country == country


NO_NAMES = [
    ("The CEO sold his TV for 300 USD.", "CEO"),
    ("Write to press@harbour.example for more.", "press@harbour.example"),
    ("The Secretary of State resigned.", "State"),
    ("The Israeli Security Cabinet met.", "Israeli"),
    ("British Business Secretary Laura Pemberton came.", "British Business"),
    ("BREAKING — Voters stayed at home.", "BREAKING"),
    ("The storm hit the west coast of Ireland.", "west coast"),
    ("Ex-council leader jailed for six years.", "Ex-council"),
]


@pytest.mark.parametrize(("text", "form"), NO_NAMES)
def test_what_is_no_name_of_its_own(text: str, form: str) -> None:
    assert all(form != mention.text for entity in read(text) for mention in entity.mentions)


def test_confidence_is_higher_where_evidence_backs_the_model() -> None:
    entities = read("Egypt sent Jorvik Andun. Foreign Minister Clara Osei stayed.")
    assert named(entities, "Clara Osei").confidence > 0.8
    assert named(entities, "Egypt").confidence > 0.8
    assert named(entities, "Jorvik Andun").confidence < 0.7


def test_the_one_whom_the_article_is_about_is_the_most_salient() -> None:
    text = "Clara Osei resigned. Osei said she was tired. She will return to Accra. Tom Reed praised Osei."
    entities = read(text)
    assert max(entities, key=lambda entity: entity.salience or 0).name == "Clara Osei"
    assert all(0 <= (entity.salience or 0) <= 1 for entity in entities)


def test_each_english_name_of_a_city_stands_for_a_city_of_the_list() -> None:
    unknown = [name for name in lexicon.table("exonyms.tsv") if not cities.weight(name)]
    assert not unknown
