"""An event as the exact bytes that are stored once and sent unchanged."""

from collections.abc import Callable, Collection
from typing import Any

from worker.contract.events import Event, EventData
from worker.contract.facts import Facts

KINDS = ("entities", "quotes", "statements", "quantities", "times")
# Where a fact names others by their ids.
REFERENCES = frozenset(
    {
        "addressee", "agent", "as_of", "entities", "inside", "org", "part_of", "quantities", "quote", "source", "speaker",
        "statement", "time", "to", "via", "where",
    }
)  # fmt: skip


def encode(event: Event, *, include_text: bool, max_bytes: int) -> bytes:
    """The body.

    Args:
        event: what happened.
        include_text: send the article's text; else its hash stands in ``article.text_sha256`` alone.
        max_bytes: above it statements that are not core go first, then the text, then all but the first mention of each
            entity; then the kind of fact that takes most loses its later half, again and again until the body fits.
            ``stats.truncated`` says so and ``stats.cut`` what. Only what has no facts left may be larger.
    """
    if not isinstance(event.data, EventData) or event.data.facts is None:
        return _bytes(event)
    facts = event.data.facts
    if not include_text:
        facts = facts.model_copy(update={"text": ""})
    body = _bytes(_with(event, facts))
    for what, smaller in STEPS:
        if len(body) <= max_bytes:
            return body
        facts = _cut(facts, what, smaller(facts))
        body = _bytes(_with(event, facts))
    while len(body) > max_bytes and (kind := _largest(facts)):
        facts = _cut(facts, kind, _halved(facts, kind))
        body = _bytes(_with(event, facts))
    return body


def _bytes(event: Event) -> bytes:
    return event.model_dump_json(by_alias=True).encode()


def _core_only(facts: Facts) -> Facts:
    told = facts.main_event.statement if facts.main_event else None
    kept = tuple(statement for statement in facts.statements if statement.core or statement.id == told)
    return _linked(facts.model_copy(update={"statements": kept}))


def _without_text(facts: Facts) -> Facts:
    return facts.model_copy(update={"text": ""})


def _first_mentions(facts: Facts) -> Facts:
    entities = tuple(entity.model_copy(update={"mentions": entity.mentions[:1]}) for entity in facts.entities)
    return facts.model_copy(update={"entities": entities})


STEPS: tuple[tuple[str, Callable[[Facts], Facts]], ...] = (
    ("statements", _core_only),
    ("text", _without_text),
    ("mentions", _first_mentions),
)


def _largest(facts: Facts) -> str | None:
    sizes = {kind: sum(len(one.model_dump_json()) for one in getattr(facts, kind)) for kind in KINDS}
    kind = max(KINDS, key=lambda name: sizes[name])
    return kind if sizes[kind] else None


def _halved(facts: Facts, kind: str) -> Facts:
    """Without the later half; the statement that tells the main event is the last to go."""
    told = facts.main_event.statement if facts.main_event else None
    found = sorted(getattr(facts, kind), key=lambda one: one.id != told)
    kept = {one.id for one in found[: len(found) // 2]}
    return _linked(facts.model_copy(update={kind: tuple(one for one in getattr(facts, kind) if one.id in kept)}))


def _linked(facts: Facts) -> Facts:
    """Without references to what is gone."""
    kept = {one.id for kind in KINDS for one in getattr(facts, kind)}
    plain = facts.model_dump(by_alias=True)  # of the article, "source" names no fact
    return Facts.model_validate(plain | {part: _only(plain[part], kept) for part in (*KINDS, "main_event")})


def _only(value: Any, kept: Collection[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _reference(part, kept) if name in REFERENCES else _only(part, kept) for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_only(part, kept) for part in value]
    return value


def _reference(value: Any, kept: Collection[str]) -> Any:
    if isinstance(value, str):
        return value if value in kept else None
    if isinstance(value, list | tuple):
        return [_only(part, kept) for part in value if not isinstance(part, str) or part in kept]
    return _only(value, kept)


def _cut(before: Facts, what: str, after: Facts) -> Facts:
    if after == before:
        return before
    cut = dict.fromkeys((*before.stats.cut, what))
    return after.model_copy(update={"stats": after.stats.model_copy(update={"truncated": True, "cut": tuple(cut)})})


def _with(event: Event, facts: Facts) -> Event:
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} is no article's")
    return event.model_copy(update={"data": event.data.model_copy(update={"facts": facts})})
