"""The receiver's page: a list of what came, and each event by itself. No scripts: it shows strangers' words."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

from receiver.article_page import article_body
from receiver.digest import digest
from receiver.verify import Received

REFRESH_SECONDS = 5


def list_page(events: Sequence[Received], count: int) -> str:
    """All events that are in memory, newest first; it loads itself anew every few seconds."""
    rows = "".join(_card(received) for received in events)
    body = f"<ul class=events>{rows}</ul>" if rows else "<p class=empty>Nothing has arrived yet.</p>"
    refresh = f"<meta http-equiv=refresh content={REFRESH_SECONDS}>"
    return _page("Received", f"{count} received, every signature verified", body, refresh)


def event_page(received: Received) -> str:
    """One event: its facts beside the text that proves them."""
    data = received.event["data"]
    if data.get("failure"):
        return _page("Failed", _foot(received), _failure(data))
    if data.get("facts"):
        title = data["facts"]["article"].get("title") or "Article"
        return _page(title, _foot(received), article_body(data["facts"], data["url"]))
    return _page(str(received.event.get("type")), _foot(received), f"<pre>{escape(str(data))}</pre>")


def _card(received: Received) -> str:
    data = received.event["data"]
    kind, title, line, small = _said(data, str(received.event.get("type")))
    when = escape(received.received[:19].replace("T", " "))
    return (
        f"<li class={kind}><a href='/event/{escape(received.webhook_id)}'>{escape(title)}</a>"
        f"<p>{escape(line)}</p><small>{escape(small)} · {when} UTC</small></li>"
    )


def _said(data: dict[str, Any], kind: str) -> tuple[str, str, str, str]:
    """Class, title, main line and small print of an event in the list."""
    if failure := data.get("failure"):
        return "failed", failure["message"], failure["remedy"], f"{failure['code']} · {data['url']}"
    if data.get("facts"):
        said = digest(data["facts"])
        event = {line.kind: line.text for line in said.lines}
        what = " ".join(event[asked] for asked in ("who", "what") if asked in event)
        main = " · ".join(filter(None, (what, event.get("when"), event.get("where"))))
        return "good", said.headline, main, f"{said.byline} · {said.counts}"
    return "other", kind, "", ""


def _failure(data: dict[str, Any]) -> str:
    failure = data["failure"]
    rows = {"what to do": failure["remedy"], "page": data["url"], "found by": failure["stage"]}
    rows |= {f"seen: {name}": value for name, value in (failure.get("evidence") or {}).items()}
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in rows.items())
    return f"<p class=code>{escape(failure['code'])}</p><h1>{escape(failure['message'])}</h1><dl>{listed}</dl>"


def _foot(received: Received) -> str:
    return f"{received.webhook_id} · signature verified"


def _page(title: str, note: str, body: str, head: str = "") -> str:
    style = (files("receiver") / "page.css").read_text(encoding="utf-8")
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"{head}<title>{escape(title)} · Dateline</title><style>{style}</style></head>"
        f"<body><header><a href='/'>Dateline</a><span>{escape(note)}</span></header><main>{body}</main></body></html>"
    )
