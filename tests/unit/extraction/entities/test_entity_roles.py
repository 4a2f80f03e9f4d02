"""Roles before and behind names: title, organisation, country, status."""

import pytest
from entity_reading import named, read

# text, holder, title, country, status
ROLES = [
    ("Israeli Foreign Minister Dan Arbel came.", "Dan Arbel", "Foreign Minister", "IL", None),
    ("Secretary of State Maria Voss came.", "Maria Voss", "Secretary of State", None, None),
    ("Former French President Luc Moreau came.", "Luc Moreau", "President", "FR", "former"),
    ("Acting Prime Minister Luc Moreau came.", "Luc Moreau", "Prime Minister", None, "acting"),
    ("Germany's finance minister, Eva Kranz, came.", "Eva Kranz", "finance minister", "DE", None),
    ("Eva Kranz, the German finance minister, came.", "Eva Kranz", "finance minister", "DE", None),
    ("Eva Kranz, the president of Norway, came.", "Eva Kranz", "president", "NO", None),
    ("Eva Kranz is the mayor of Oslo.", "Eva Kranz", "mayor", None, None),
    ("Eva Kranz, 45, a former judge, came.", "Eva Kranz", "judge", None, "former"),
    ("The embattled lawyer Tom Reed came.", "Tom Reed", "lawyer", None, None),
    ("The late actor Tom Reed was honoured.", "Tom Reed", "actor", None, "late"),
    ("Its chairman, Sir Colin Tait, came.", "Colin Tait", "chairman", None, None),
    ("A spokeswoman for the aid group, Eva Kranz, came.", "Eva Kranz", "spokeswoman", None, None),
    ("Rear Adm. Peter Lund came.", "Peter Lund", "Rear Adm.", None, None),
    ("Coast guard spokesman Rear Adm. Peter Lund came.", "Peter Lund", "spokesman", None, None),
    ("British Business Secretary Laura Pemberton came.", "Laura Pemberton", "Business Secretary", "GB", None),
    ("The paper's editor-in-chief, Tom Reed, came.", "Tom Reed", "editor-in-chief", None, None),
    ("Maria Voss, a 34-year-old teacher, came.", "Maria Voss", "teacher", None, None),
    ("The captain of the ferry, Milo D'Angelo, 58, came.", "Milo D'Angelo", "captain", None, None),
    ("A spokeswoman, Lucie Fontaine, said so.", "Lucie Fontaine", "spokeswoman", None, None),
    ("Niamh Garvey, the head of operations, said so.", "Niamh Garvey", "head of operations", None, None),
    ("Detective Sgt. Luis Ortega testified.", "Luis Ortega", "Detective Sgt.", None, None),
    ("It shut, said ex-curator Paul Stone.", "Paul Stone", "curator", None, "former"),
    ("The mayor of Antwerp, Els van Doesburg of the N-VA, spoke.", "Els van Doesburg", "mayor", None, None),
]


@pytest.mark.parametrize(("text", "holder", "title", "country", "status"), ROLES)
def test_the_role(text: str, holder: str, title: str, country: str | None, status: str | None) -> None:
    [role] = named(read(text), holder).roles
    assert (role.title, role.country, role.status) == (title, country, status)
    assert holder in role.evidence[0].text
    assert role.title in role.evidence[0].text


ORGS = [
    ("State Department spokesman Tom Reed spoke.", "Tom Reed", "State Department"),
    ("Tom Reed, a spokesman for the World Bank, spoke.", "Tom Reed", "World Bank"),
    ("Apple's chief executive, Eva Kranz, spoke.", "Eva Kranz", "Apple"),
    (
        "A spokeswoman for the Tajik Committee for Emergency Situations, Malika Rahimova, spoke.",
        "Malika Rahimova",
        "Tajik Committee for Emergency Situations",
    ),
    ("“We buy,” said Tom Reed, Barclays's chief negotiator.", "Tom Reed", "Barclays"),
    ("Analyst Tom Reed of Goldman Sachs spoke.", "Tom Reed", "Goldman Sachs"),
    ("The United Auto Workers, whose president, Shawn Fain, spoke, agreed.", "Shawn Fain", "United Auto Workers"),
    ("Halden Foods plc was sold. Its chairman, Tom Reed, will stay.", "Tom Reed", "Halden Foods plc"),
    ("Elkhorn Partners LP sued. Elkhorn's managing partner, Dana Stone, spoke.", "Dana Stone", "Elkhorn Partners LP"),
    ("FBI Special Agent in Charge Elena Iatarola spoke.", "Elena Iatarola", "FBI"),
]


@pytest.mark.parametrize(("text", "holder", "org"), ORGS)
def test_whose_office_it_is(text: str, holder: str, org: str) -> None:
    entities = read(text)
    [role] = named(entities, holder).roles
    assert role.org == named(entities, org).id


def test_a_class_noun_beside_an_organisation_is_its_role() -> None:
    [role] = named(read("Hamas, the militant group, agreed."), "Hamas").roles
    assert role.title == "militant group"


NO_ROLES = [
    ("Her husband Tom Reed came.", "Tom Reed"),
    ("The rival Tom Reed came.", "Tom Reed"),
    ("Mr Tom Reed came.", "Tom Reed"),
    ("They told the 35-nation Board of Governors.", "Board of Governors"),
    ("They saw the president. Tom Reed came.", "Tom Reed"),
    ("Clara Ruiz, the governor's sister, came.", "Clara Ruiz"),
]


@pytest.mark.parametrize(("text", "holder"), NO_ROLES)
def test_relations_and_addresses_are_no_roles(text: str, holder: str) -> None:
    assert named(read(text), holder).roles == ()
