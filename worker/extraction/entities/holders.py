"""Who holds which role: the phrases round every name, given to the thing that the name belongs to."""

from collections.abc import Iterable

from worker.extraction.entities import beside
from worker.extraction.entities.references import Reference
from worker.extraction.entities.things import Thing


def add_roles(things: Iterable[Thing]) -> None:
    """Read the roles beside every name of every person, organisation and place."""
    things = list(things)
    for thing in things:
        for name in thing.names:
            name.label = thing.type
    for thing in things:
        if thing.type in {"PERSON", "ORG"}:
            _add_roles(thing)


def _add_roles(thing: Thing) -> None:
    for name in thing.names:
        for read in (beside.before, beside.after, beside.of_copula):
            phrase = read(name)
            if phrase is not None and phrase.title:
                thing.roles.append((name, phrase))
                if read is beside.after:
                    thing.references.append(Reference(phrase.line, phrase.start, phrase.end, "appositive"))


def add_owners(things: Iterable[Thing]) -> None:
    """Give the roles behind "its" and "their" the organisation that the pronoun stands for: "Its president, Jane Doe,"."""
    things = list(things)
    meant = {
        (id(r.line), r.start): thing
        for thing in things
        if thing.type == "ORG"
        for r in thing.references
        if r.kind == "pronoun"
    }
    for thing in things:
        for _, phrase in thing.roles:
            owner = meant.get((id(phrase.line), phrase.start))
            if phrase.org is None and owner is not None and owner is not thing:
                phrase.org = owner.names[0]
