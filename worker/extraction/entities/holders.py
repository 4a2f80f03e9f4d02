"""Who holds which role: the phrases round every name, given to the thing that the name belongs to."""

from collections.abc import Iterable

from worker.extraction.entities import roles
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
        for read in (roles.before, roles.after, roles.of_copula):
            phrase = read(name)
            if phrase is not None and phrase.title:
                thing.roles.append((name, phrase))
                if read is roles.after:
                    thing.references.append(Reference(phrase.line, phrase.start, phrase.end, "appositive"))
