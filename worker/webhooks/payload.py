"""An event as the exact bytes that are stored once and sent unchanged."""

from worker.contract.events import Event, EventData
from worker.contract.facts import Facts


def encode(event: Event, *, include_text: bool, max_bytes: int) -> bytes:
    """The body.

    Args:
        event: what happened.
        include_text: send the article's text; else its hash stands in ``article.text_sha256`` alone.
        max_bytes: above it statements that are not core go first, then the text, then all but the first mention of each
            entity; ``stats.truncated`` says so. What is larger even then is sent as it is.
    """
    if not isinstance(event.data, EventData) or event.data.facts is None:
        return _bytes(event)
    if not include_text:
        event = _with(event, event.data.facts.model_copy(update={"text": ""}))
    body = _bytes(event)
    for smaller in (_core_only, _without_text, _first_mentions):
        if len(body) <= max_bytes:
            break
        event = _smaller(event, smaller(_facts(event)))
        body = _bytes(event)
    return body


def _bytes(event: Event) -> bytes:
    return event.model_dump_json(by_alias=True).encode()


def _facts(event: Event) -> Facts:
    if not isinstance(event.data, EventData) or event.data.facts is None:
        raise TypeError(f"event {event.type} holds no facts")
    return event.data.facts


def _core_only(facts: Facts) -> Facts:
    told = facts.main_event.statement if facts.main_event else None
    kept = tuple(statement for statement in facts.statements if statement.core or statement.id == told)
    ids = {statement.id for statement in kept}
    quantities = tuple(
        q if q.statement is None or q.statement in ids else q.model_copy(update={"statement": None})
        for q in facts.quantities
    )
    return facts.model_copy(update={"statements": kept, "quantities": quantities})


def _without_text(facts: Facts) -> Facts:
    return facts.model_copy(update={"text": ""})


def _first_mentions(facts: Facts) -> Facts:
    entities = tuple(entity.model_copy(update={"mentions": entity.mentions[:1]}) for entity in facts.entities)
    return facts.model_copy(update={"entities": entities})


def _smaller(event: Event, facts: Facts) -> Event:
    return _with(event, facts.model_copy(update={"stats": facts.stats.model_copy(update={"truncated": True})}))


def _with(event: Event, facts: Facts) -> Event:
    if not isinstance(event.data, EventData):
        raise TypeError(f"event {event.type} is no article's")
    return event.model_copy(update={"data": event.data.model_copy(update={"facts": facts})})
