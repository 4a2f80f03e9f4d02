"""Entities: one for each real thing that the article names, with its mentions, roles, type and country."""

from collections.abc import Sequence

from worker.contract.facts import Entity
from worker.extraction.document import Document
from worker.extraction.entities import (
    acronyms,
    build,
    clusters,
    gender,
    holders,
    marking,
    names,
    nominals,
    plain,
    pronouns,
    runs,
    spoken,
    titles,
    widening,
)
from worker.extraction.found import Found

__all__ = ["add_spoken_pronouns", "find_entities"]


def find_entities(document: Document, found: Found) -> Sequence[Entity]:  # noqa: ARG001 - every kind takes both
    """Read the entities of an article.

    Args:
        document: the analysed text.
        found: the facts found so far.

    Returns:
        Entities e1, e2, ... in the order of first mention.
    """
    lines = names.read_lines(document)
    marking.mark_names(lines)
    widening.widen(lines)
    titles.drop_offices(lines)
    runs.mark_runs(lines)
    plain.drop_plain_words(lines)
    equal = acronyms.equate(lines)
    marking.repeat_names(lines)
    widening.widen(lines)
    things = clusters.cluster([name for line in lines for name in names.names_of(line)], equal)
    holders.add_roles(things)
    nominals.add_nominals(lines, things)
    gender.set_genders(things)
    pronouns.add_pronouns(lines, things)
    holders.add_owners(things)
    return build.entities(document, things)


def add_spoken_pronouns(document: Document, found: Found) -> Sequence[Entity]:
    """Add "I", "my" and "we" of quotes, now that the speakers are known.

    Args:
        document: the analysed text.
        found: with entities and quotes.

    Returns:
        All entities again, ids unchanged.
    """
    return spoken.add_spoken(document, found.entities, found.quotes)
