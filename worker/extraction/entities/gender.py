"""A person's gender as the text tells it: by address, by title, by given name; None where it does not."""

from collections.abc import Iterable

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Name
from worker.extraction.entities.things import Thing

JUDICIAL = lexicon.closed("judicial")


def set_genders(things: list[Thing]) -> None:
    """Note what is known of every person."""
    for thing in things:
        if thing.type == "PERSON":
            thing.gender = (
                next(filter(None, map(addressed, thing.names)), None) or _by_title(thing) or _by_given_name(thing.names)
            )


def addressed(name: Name) -> str | None:
    """The gender that the address before one name tells: "Ms. Doe"."""
    lowers, before = name.line.lowers, name.start - 1
    if before > 0 and lowers[before] in JUDICIAL:  # "Mrs Justice Holm"
        before -= 1
    found = lexicon.table("honorifics.tsv").get(lowers[before], "-") if before >= 0 else "-"
    return found if found != "-" else None


def told(names: Iterable[Name]) -> str | None:
    """The gender that the names themselves tell, by address or by given name."""
    names = list(names)
    return next(filter(None, map(addressed, names)), None) or _by_given_name(names)


def _by_title(thing: Thing) -> str | None:
    table = lexicon.table("title_genders.tsv")
    return next((table[phrase.noun] for _, phrase in thing.roles if phrase.noun in table), None)


def _by_given_name(names: Iterable[Name]) -> str | None:
    for name in names:
        if name.end - name.start > 1:
            found = lexicon.given_gender(name.line.words[name.start].title())
            if found is not None:
                return found
    return None
