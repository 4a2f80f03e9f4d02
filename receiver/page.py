"""The receiver's page: a list of what came, and one article with its facts marked at their characters. No scripts."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from receiver.verify import Received

KINDS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}


def list_page(events: Sequence[Received], count: int) -> str:
    """All events that are in memory, newest first."""
    rows = "".join(_row(received) for received in events)
    body = f"<ul class=events>{rows}</ul>" if rows else "<p class=empty>Nothing has arrived yet.</p>"
    return _page("Received", f"<h1>{count} received</h1>{body}")


def event_page(received: Received) -> str:
    """One event: its facts beside the text that proves them."""
    data = received.event["data"]
    if data.get("failure"):
        return _page("Not an article", _failure(data))
    if data.get("facts"):
        return _page(data["facts"]["article"].get("title") or "Article", _article(data, received.webhook_id))
    return _page(str(received.event.get("type")), f"<pre>{escape(str(data))}</pre>")


def _row(received: Received) -> str:
    data = received.event["data"]
    failure = data.get("failure")
    facts = data.get("facts")
    title = failure["message"] if failure else (facts or {}).get("article", {}).get("title") or data.get("url", "")
    kind = f"<b class=failed>{escape(failure['code'])}</b>" if failure else "<b class=good>article</b>"
    counts = f"{len(facts['statements'])} statements, {len(facts['quotes'])} quotes" if facts else escape(data["url"])
    link = f"/event/{escape(received.webhook_id)}"
    return f"<li>{kind} <a href='{link}'>{escape(title)}</a> <small>{counts} · {escape(_when(received))}</small></li>"


def _when(received: Received) -> str:
    """To the second; what is kept on disk has the milliseconds."""
    return received.received[:19].replace("T", " ") + " UTC"


def _failure(data: dict[str, Any]) -> str:
    failure = data["failure"]
    seen = "".join(
        f"<dt>{escape(str(k))}</dt><dd>{escape(str(v))}</dd>" for k, v in (failure.get("evidence") or {}).items()
    )
    return (
        f"<p><a href='/'>all</a></p><h1>{escape(failure['message'])}</h1><p><b class=failed>{escape(failure['code'])}</b>"
        f" at {escape(failure['stage'])}</p><p>{escape(failure['remedy'])}</p><dl>{seen}</dl><p><small>{escape(data['url'])}</small></p>"
    )


def _article(data: dict[str, Any], webhook_id: str) -> str:
    facts = data["facts"]
    names = {entity["id"]: entity["name"] for entity in facts["entities"]}
    text = "".join(f"<p>{part}</p>" for part in _marked(facts).split("\n\n"))
    head = f"<p><a href='/'>all</a></p><h1>{escape(facts['article'].get('title') or '')}</h1>"
    small = f"<p><small>{escape(webhook_id)} · verified · {escape(data['url'])}</small></p>"
    side = "".join(
        f"<section><h2>{title}</h2><ul>{''.join(rows)}</ul></section>" for title, rows in _lists(facts, names) if rows
    )
    return f"{head}{small}<div class=both><article>{text}</article><aside>{side}</aside></div>"


def _marked(facts: dict[str, Any]) -> str:
    """The text with names, quotes' contents and figures marked; where marks would overlap, the first one stands."""
    text, at, made = facts["text"], 0, []
    for start, end, kind, title in sorted(_marks(facts)):
        if start < at:
            continue
        made += [
            escape(text[at:start]),
            f"<mark class={kind} title='{escape(title, quote=True)}'>{escape(text[start:end])}</mark>",
        ]
        at = end
    return "".join([*made, escape(text[at:])])


def _marks(facts: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    for entity in facts["entities"]:
        for mention in entity["mentions"]:
            if mention["kind"] == "name":
                yield mention["start"], mention["end"], KINDS.get(entity["type"], "other"), entity["name"]
    for figure in facts["quantities"]:
        yield figure["start"], figure["end"], "figure", f"{figure['kind']}: {figure['value']} {figure['unit']}"
    for time in facts["times"]:
        yield time["start"], time["end"], "time", time["value"]


def _lists(facts: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    event = facts.get("main_event") or {}
    asked = ("who", "what", "when", "where", "why", "how")
    yield "Main event", [f"<li><b>{n}</b> {escape(event[n]['text'])}</li>" for n in asked if event.get(n)]
    yield "Said", [_quote(quote, names) for quote in facts["quotes"]]
    yield "Statements", [_statement(statement, names) for statement in facts["statements"] if statement["core"]]
    yield "Figures", [f"<li>{escape(q['text'])} <small>{escape(q['kind'])}</small></li>" for q in facts["quantities"]]


def _quote(quote: dict[str, Any], names: dict[str, str]) -> str:
    who = names.get(quote["speaker"] or "") or (quote.get("speaker_mention") or {}).get("text") or "unnamed"
    return f"<li><b>{escape(who)}</b> <q>{escape(quote['content']['text'])}</q> <small>{escape(quote['type'])}</small></li>"


def _statement(statement: dict[str, Any], names: dict[str, str]) -> str:
    thing = statement["object"]["text"] if statement["object"] else ""
    source = names.get((statement.get("attribution") or {}).get("source") or "")
    no = "not " if statement["polarity"] == "-" else ""
    said = f"{statement['subject']['text']} · {no}{statement['relation']} · {thing}"
    marks = " · ".join(filter(None, (statement["tense"], statement["modality"], f"says {source}" if source else "")))
    return f"<li>{escape(said)} <small>{escape(marks)}</small></li>"


def _page(title: str, body: str) -> str:
    style = (files("receiver") / "page.css").read_text(encoding="utf-8")
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)} · Dateline</title><style>{style}</style></head><body><main>{body}</main></body></html>"
    )
