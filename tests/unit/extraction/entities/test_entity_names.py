"""Where a name begins and ends, and what is no name."""

import pytest
from entity_reading import named, read

WHOLE = [
    ("He stayed at home during the summit in The Hague.", "The Hague"),
    ("The special envoy, Anders Lindqvist, will attend the meeting.", "Anders Lindqvist"),
    ("Danielle Marie Kowalczyk, 43, appeared in court.", "Danielle Marie Kowalczyk"),
    ("Chairwoman Dolores Huerta-Lindqvist said it had hired Lazard.", "Dolores Huerta-Lindqvist"),
    ("The mayor of Antwerp, Els van Doesburg, said so.", "Els van Doesburg"),
    ("King Felipe VI of Spain sent condolences.", "Felipe VI"),
    ("FBI Special Agent in Charge Elena Iatarola said so.", "Elena Iatarola"),
    ("Ruud “the Uncle” de Boer was there. De Boer left.", "Ruud “the Uncle” de Boer"),
    ("Norvik owns the brands Fjella, Kremlo and Solbær.", "Fjella"),
    ("The Soul & Blues Museum on Beale Street will stay open.", "Soul & Blues Museum"),
    ("The Soul & Blues Museum on Beale Street will stay open.", "Beale Street"),
    ("She worked at St. Anne's Medical Center. Mercy, which owns St. Anne's, left.", "St. Anne's Medical Center"),
    ("They came from the ruins of the Colegio Santa Ana on Saturday.", "Colegio Santa Ana"),
    ("Brightwater United beat Lowmoor Town 3-1 on Sunday.", "Lowmoor Town"),
    ("The Prince of Wales left. The Duchess of Sussex stayed.", "Prince of Wales"),
    ("The Prince of Wales left. The Duchess of Sussex stayed.", "Duchess of Sussex"),
    ("It was founded by the brothers Seán and Eoin Kavanagh.", "Eoin Kavanagh"),
    ("County Prosecutor Shayla Favor said so.", "Shayla Favor"),
    ("Detective Sgt. Luis Ortega testified.", "Luis Ortega"),
    ("The Antonov An-26 had taken off.", "Antonov An-26"),
    ("The court ruled that Ji-eun Kang can be sent home. Kang left.", "Ji-eun Kang"),
    ("The court ruled that Do-yun Park can be sent home. Park left.", "Do-yun Park"),
    ("Villagers in Cañada Vieja said they heard the blast.", "Cañada Vieja"),
    ("A judge in the Southern District of New York agreed.", "Southern District of New York"),
    ("Residents of San Telmo, a village of 200 people, said so.", "San Telmo"),
]


@pytest.mark.parametrize(("text", "name"), WHOLE)
def test_a_name_is_whole(text: str, name: str) -> None:
    assert named(read(text), name).mentions[0].text == name


NONE = [
    "Malaria kills. It is an old disease, and malaria spreads.",
    "WHAT'S IN THE MUSEUM?",
    "The governor spoke on Sunday at the village hall.",
    "It sank aboard ship on Friday.",
]


@pytest.mark.parametrize("text", NONE)
def test_other_capitals_are_no_names(text: str) -> None:
    assert read(text) == []
