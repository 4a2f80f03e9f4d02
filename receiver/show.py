"""Show an event: as a panel on a terminal, as plain lines elsewhere."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from receiver.digest import digest, printable
from receiver.verify import Received

NAME_STYLE = {"said": "bold magenta", "figure": "bold yellow"}
LABELS = {"person": "people", "org": "people", "figure": "figures"}


def render(received: Received) -> RenderableType:
    """One event as a panel, as wide as the terminal: headline, main event, people with roles, quotes, figures; or why it failed."""
    data = received.event["data"]
    if data.get("failure"):
        return _failed(data, received.webhook_id)
    if data.get("facts"):
        return _extracted(data, received.webhook_id)
    rows = [(str(name), Text(str(value))) for name, value in data.items()]
    return _panel(str(received.event.get("type")), [_grid(rows)], "yellow", received.webhook_id)


def plain(received: Received) -> Iterator[str]:
    """The same as lines of plain text, each fact on one line of its own, its kind in front."""
    data, kind = received.event["data"], received.event.get("type")
    if failure := data.get("failure"):
        yield f"{kind} {failure['code']} {data['url']}"
        yield f"  why       {failure['message']}"
        yield f"  remedy    {failure['remedy']}"
        if seen := _seen(failure):
            yield f"  seen      {seen}"
    elif data.get("facts"):
        said = digest(data["facts"])
        yield f"{kind} {said.headline}"
        yield f"  by        {said.byline}"
        for line in said.lines:
            yield f"  {line.kind:<9} {': '.join(filter(None, (line.name, line.text)))}"
        yield f"  facts     {said.counts}"
        yield f"  page      {data['url']}"
    else:
        yield f"{kind} " + ", ".join(f"{name} {value}" for name, value in data.items())
    yield f"  verified  {received.webhook_id}"


def _failed(data: dict[str, Any], webhook_id: str) -> Panel:
    failure = data["failure"]
    rows = [
        ("page", Text(printable(data["url"]), style="dim", overflow="fold")),
        ("to do", Text(failure["remedy"])),
        ("seen", Text(_seen(failure), style="dim")),
    ]
    parts: list[RenderableType] = [
        Text(failure["message"], style="bold"),
        Text(""),
        _grid([row for row in rows if row[1]]),
    ]
    return _panel(f"failed: {failure['code']}", parts, "red", webhook_id)


def _seen(failure: dict[str, Any]) -> str:
    return printable(", ".join(f"{name} {value}" for name, value in (failure.get("evidence") or {}).items()))


def _extracted(data: dict[str, Any], webhook_id: str) -> Panel:
    said = digest(data["facts"])
    rows = [(LABELS.get(line.kind, line.kind), _words(line.kind, line.name, line.text)) for line in said.lines]
    head = [Text(said.headline, style="bold"), Text(said.byline, style="dim"), Text("")]
    foot = Text(f"{said.counts}\n{printable(data['url'])}", style="dim", overflow="fold")
    return _panel("article", [*head, _grid(rows), Text(""), foot], "green", webhook_id)


def _words(kind: str, name: str, text: str) -> Text:
    if not name:
        return Text(text)
    return Text.assemble((name, NAME_STYLE.get(kind, "bold cyan")), "  " if text else "", text)


def _grid(rows: list[tuple[str, Text]]) -> Table:
    """Labels beside their lines; a label is written once for the lines that follow each other under it."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", min_width=7)
    grid.add_column(ratio=1)
    last = ""
    for label, text in rows:
        grid.add_row(label if label != last else "", text)
        last = label
    return grid


def _panel(title: str, parts: list[RenderableType], colour: str, webhook_id: str) -> Panel:
    return Panel(
        Group(*parts),
        title=f"[bold {colour}]{escape(title)}[/]",
        title_align="left",
        subtitle=f"[dim]signature verified · {escape(webhook_id)}[/]",
        subtitle_align="right",
        border_style=colour,
        padding=(0, 1),
    )
