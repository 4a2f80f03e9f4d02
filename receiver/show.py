"""Show an event on a terminal: headline, people with roles, quotes with speakers, figures, the main event; or why it failed."""

from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from receiver.verify import Received

MOST = 6


def render(received: Received) -> RenderableType:
    """One event as a panel."""
    event = received.event
    data = event["data"]
    if data.get("failure"):
        return _failed(data)
    if data.get("facts"):
        return _extracted(data, received.webhook_id)
    lines = [Text(f"{name}: {value}") for name, value in data.items()]
    return Panel(Group(*lines), title=escape(str(event.get("type"))), border_style="yellow", title_align="left")


def _failed(data: dict[str, Any]) -> Panel:
    failure = data["failure"]
    lines = [
        Text(failure["message"]),
        Text(f"what to do: {failure['remedy']}", style="dim"),
        Text(_evidence(failure.get("evidence") or {}), style="dim"),
        Text(data["url"], style="dim"),
    ]
    title = f"[bold red]not an article[/] · {escape(failure['code'])}"
    return Panel(Group(*lines), title=title, border_style="red", title_align="left")


def _evidence(evidence: dict[str, Any]) -> str:
    return "seen: " + ", ".join(f"{name} {value}" for name, value in evidence.items()) if evidence else ""


def _extracted(data: dict[str, Any], webhook_id: str) -> Panel:
    facts = data["facts"]
    names = {entity["id"]: entity["name"] for entity in facts["entities"]}
    article = facts["article"]
    parts = [Text(_byline(article), style="dim")]
    for title, lines in (
        ("people and organisations", _people(facts)),
        ("said", _quotes(facts, names)),
        ("figures", _figures(facts, names)),
        ("main event", _main_event(facts)),
    ):
        if lines:
            parts += [Text(title, style="bold"), *lines]
    parts.append(Text(f"{webhook_id} verified · {_counts(facts)} · {data['url']}", style="dim"))
    headline = escape(article.get("title") or facts["text"][:70])
    return Panel(Group(*parts), title=f"[bold]{headline}[/]", border_style="green", title_align="left")


def _byline(article: dict[str, Any]) -> str:
    authors = ", ".join(author["name"] for author in article.get("authors") or []) or "no author named"
    published = (article.get("published") or {}).get("value", "no date")
    return f"{authors} · {published} · {article.get('site') or ''}".rstrip(" ·")


def _people(facts: dict[str, Any]) -> list[Text]:
    named = {entity["id"]: entity["name"] for entity in facts["entities"]}
    found = sorted(facts["entities"], key=lambda e: -(e.get("salience") or 0))
    kept = [e for e in found if e["type"] in {"PERSON", "ORG"}][:MOST]
    return [Text(f"  {e['name']}{_roles(e, named)}") for e in kept]


def _roles(entity: dict[str, Any], names: dict[str, str]) -> str:
    said = []
    for role in entity.get("roles") or []:
        status = f"{role['status']} " if role.get("status") else ""
        where = names.get(role.get("org") or "") or role.get("country")
        said.append(f"{status}{role['title']}" + (f" ({where})" if where else ""))
    return f" — {'; '.join(said)}" if said else ""


def _quotes(facts: dict[str, Any], names: dict[str, str]) -> list[Text]:
    lines = []
    for quote in facts["quotes"][:MOST]:
        who = names.get(quote["speaker"] or "") or (quote.get("speaker_mention") or {}).get("text") or "somebody"
        words = _short(quote["content"]["text"], 150)
        lines.append(Text(f"  {who}: “{words}”" if quote["quote_marks"] else f"  {who}: {words}"))
    return lines


def _figures(facts: dict[str, Any], names: dict[str, str]) -> list[Text]:
    lines = []
    for figure in facts["quantities"][:MOST]:
        source = names.get(figure.get("source") or "")
        change = f", was {figure['previous']:g}" if figure.get("previous") is not None else ""
        where = names.get(figure.get("where") or "")
        more = "".join(f" · {part}" for part in (where, f"source: {source}" if source else "") if part)
        lines.append(Text(f"  {figure['text']} [{figure['kind']}{change}]{more}"))
    return lines


def _main_event(facts: dict[str, Any]) -> list[Text]:
    event = facts.get("main_event") or {}
    asked = ("who", "what", "when", "where", "why", "how")
    return [Text(f"  {name:<6}{_short(event[name]['text'], 150)}") for name in asked if event.get(name)]


def _counts(facts: dict[str, Any]) -> str:
    kinds = ("entities", "quotes", "statements", "quantities", "times")
    return ", ".join(f"{len(facts[kind])} {kind}" for kind in kinds)


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
