"""A person's gender as the text tells it: by address, by title, by given name; None where it does not."""

from worker.extraction.entities import lexicon
from worker.extraction.entities.things import Thing


def set_genders(things: list[Thing]) -> None:
    """Note what is known of every person."""
    for thing in things:
        if thing.type == "PERSON":
            thing.gender = _by_address(thing) or _by_title(thing) or _by_given_name(thing)


def _by_address(thing: Thing) -> str | None:
    table = lexicon.table("honorifics.tsv")
    for name in thing.names:
        found = table.get(name.line.lowers[name.start - 1], "-") if name.start else "-"
        if found != "-":
            return found
    return None


def _by_title(thing: Thing) -> str | None:
    table = lexicon.table("title_genders.tsv")
    return next((table[phrase.noun] for _, phrase in thing.roles if phrase.noun in table), None)


def _by_given_name(thing: Thing) -> str | None:
    table = lexicon.table("given_names.tsv")
    for name in thing.names:
        if name.end - name.start > 1:
            found = table.get(name.line.words[name.start].title(), "-")
            if found != "-":
                return found
    return None
