"""Events of our own writing, as a receiver gets them."""

from typing import Any

from receiver.verify import Received

TEXT = (
    "Mayor Ann Lee <b> closed the port on Monday.\n\n“We will wait,” she told us. “It is not safe.”\n\n12 boats sank."
)


def span(words: str, **more: Any) -> dict[str, Any]:
    """The first place where words stand in the text."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def answer(words: str, value: str | None = None) -> dict[str, Any]:
    return {"text": words, "evidence": [span(words)], "entities": [], "value": value}


def role(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "org": None, "country": None, "status": None, "evidence": [], **more}


def entity(number: int, name: str, kind: str, *roles: dict[str, Any], salience: float = 0.5) -> dict[str, Any]:
    mentions = [span(name, kind="name")] if name in TEXT else []
    return {
        "id": f"e{number}",
        "name": name,
        "type": kind,
        "roles": list(roles),
        "salience": salience,
        "mentions": mentions,
    }


def quote(number: int, words: str, speaker: str | None, kind: str = "direct") -> dict[str, Any]:
    marks = kind == "direct"
    return {"id": f"q{number}", "type": kind, "content": span(words), "speaker": speaker, "quote_marks": marks}


def figure(number: int, words: str, kind: str, **more: Any) -> dict[str, Any]:
    base = {"id": f"n{number}", "kind": kind, "value": 12, "unit": "x", "what": None, "previous": None}
    return span(words, **base, where=None, source=None) | more


def facts() -> dict[str, Any]:
    """A small ``facts/v1`` document: what the receiver reads of one."""
    statement = {
        "id": "s1", "core": True, "polarity": "-", "relation": "close", "tense": "past", "modality": "asserted",
        "subject": {"text": "Mayor Ann Lee"}, "object": {"text": "the port"}, "attribution": {"source": "e1"},
        "evidence": [span("closed the port")],
    }  # fmt: skip
    return {
        "text": TEXT,
        "article": {
            "title": "Port <closed>",
            "authors": [{"name": "Jo Reed"}],
            "published": {"value": "2026-11-23T14:20:00-03:00"},
            "site": "The Post",
        },
        "entities": [
            entity(2, "Port Board", "ORG", salience=0.9),
            entity(1, "Ann Lee", "PERSON", role("mayor", org="e2", status="former"), salience=0.4),
            entity(3, "Bonn", "GPE", salience=1.0),
        ],
        "quotes": [quote(1, "We will wait,", "e1"), quote(2, "It is not safe.", None)],
        "statements": [statement],
        "quantities": [figure(1, "12 boats", "count", what="boats", previous=9, where="e3", source="e2")],
        "times": [span("Monday", value="2026-11-23")],
        "main_event": {
            "who": answer("Mayor Ann Lee"),
            "what": answer("closed the port"),
            "when": answer("on Monday", "2026-11-23"),
        },
    }


def received(data: dict[str, Any], kind: str = "article.extracted") -> Received:
    return Received("msg_1", "2026-11-23T17:21:00.000+00:00", {"type": kind, "timestamp": "…", "data": data})


def extracted(**changes: Any) -> Received:
    return received({"url": "https://news.example/port", "failure": None, "facts": facts() | changes})


def failed() -> Received:
    failure = {
        "code": "consent_wall", "message": "A consent dialogue <stood> there.", "remedy": "Use the feed.",
        "stage": "article", "evidence": {"title": "Before you continue"},
    }  # fmt: skip
    return received({"url": "https://news.example/wall", "facts": None, "failure": failure}, "article.failed")
