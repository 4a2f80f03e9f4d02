"""One article as HTML: its text with the facts marked at their characters, and the facts beside it, each a link to its proof."""

from bisect import bisect_right
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from receiver.digest import ASKED, digest, notes_of, role_of, speaker_of

KINDS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
LEGEND = {"person": "people", "org": "organisations", "place": "places", "figure": "figures", "time": "times"}


class Mark(NamedTuple):
    """Characters that are marked: offsets in code points, the end exclusive."""

    start: int
    end: int
    kind: str
    title: str


def article_body(facts: dict[str, Any], url: str) -> str:
    """Headline, text and facts of a ``facts/v1`` document as HTML."""
    said, names = digest(facts), {entity["id"]: entity["name"] for entity in facts["entities"]}
    text = "".join(f"<p>{part}</p>" for part in marked_text(facts).split("\n\n"))
    legend = "".join(f"<mark class={kind}>{word}</mark> " for kind, word in LEGEND.items())
    sections = "".join(
        f"<section><h2>{title}</h2><ul>{''.join(rows)}</ul></section>" for title, rows in _lists(facts, names) if rows
    )
    return (
        f"<h1>{escape(said.headline)}</h1><p class=byline>{escape(said.byline)}<br>{escape(url)}</p>"
        f"<div class=both><article><p class=legend>{legend}<span class=quoted>quotes</span></p>{text}</article>"
        f"<aside>{sections}</aside></div>"
    )


def marked_text(facts: dict[str, Any]) -> str:
    """The text with names, figures, times and quotes marked, and an anchor ``o123`` where each proof begins.

    Of two marks on the same characters the first stands; a quote runs under the marks within it.
    """
    marks, quotes = _apart(_marks(facts)), _apart(_quotes(facts))
    anchors = {start for _, start in _proofs(facts)}
    text, made = facts["text"], []
    edges = sorted({0, len(text), *anchors, *(edge for mark in (*marks, *quotes) for edge in mark[:2])})
    for start, end in pairwise(edges):
        mark, quote = _at(marks, start), _at(quotes, start)
        anchor = f"<i id=o{start}></i>" if start in anchors else ""
        made.append(anchor + _segment(escape(text[start:end]), mark, quoted=quote is not None))
    return "".join(made)


def _segment(text: str, mark: Mark | None, *, quoted: bool) -> str:
    if mark:
        kind = f"'{mark.kind} quoted'" if quoted else mark.kind
        start, end = f"<mark class={kind} title='{escape(mark.title, quote=True)}'>", "</mark>"
    elif quoted:
        start, end = "<span class=quoted>", "</span>"
    else:
        return text
    # A quote may run over paragraphs, a tag may not.
    return "\n\n".join(f"{start}{part}{end}" for part in text.split("\n\n"))


def _apart(marks: Iterator[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _at(marks: list[Mark], offset: int) -> Mark | None:
    at = bisect_right(marks, offset, key=lambda mark: mark.start) - 1
    return marks[at] if at >= 0 and offset < marks[at].end else None


def _marks(facts: dict[str, Any]) -> Iterator[Mark]:
    for entity in facts["entities"]:
        for mention in entity["mentions"]:
            if mention["kind"] == "name":
                yield Mark(mention["start"], mention["end"], KINDS.get(entity["type"], "other"), entity["name"])
    for figure in facts["quantities"]:
        yield Mark(figure["start"], figure["end"], "figure", f"{figure['kind']}: {figure['value']} {figure['unit']}")
    for time in facts["times"]:
        yield Mark(time["start"], time["end"], "time", time["value"])


def _quotes(facts: dict[str, Any]) -> Iterator[Mark]:
    for quote in facts["quotes"]:
        yield Mark(quote["content"]["start"], quote["content"]["end"], "quoted", "")


def _proofs(facts: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Facts that stand in the lists, each with the offset where its proof begins."""
    yield from ((quote["id"], quote["content"]["start"]) for quote in facts["quotes"])
    yield from ((statement["id"], statement["evidence"][0]["start"]) for statement in facts["statements"])
    yield from ((figure["id"], figure["start"]) for figure in facts["quantities"])


def _lists(facts: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    event, at = facts.get("main_event") or {}, dict(_proofs(facts))
    yield "Main event", [f"<li><b>{n}</b> {escape(event[n]['text'])}</li>" for n in ASKED if event.get(n)]
    yield "People and organisations", [_person(e, names) for e in facts["entities"] if e["roles"]]
    yield "Said", [_item(_quote(quote, names), at[quote["id"]]) for quote in facts["quotes"]]
    core = [statement for statement in facts["statements"] if statement["core"]]
    yield "Statements", [_item(_statement(statement, names), at[statement["id"]]) for statement in core]
    yield "Figures", [_item(_figure(figure, names), at[figure["id"]]) for figure in facts["quantities"]]


def _item(inner: str, offset: int) -> str:
    return f"<li><a href='#o{offset}'>{inner}</a></li>"


def _person(entity: dict[str, Any], names: dict[str, str]) -> str:
    roles = "; ".join(role_of(role, names) for role in entity["roles"])
    return f"<li><b>{escape(entity['name'])}</b> {escape(roles)}</li>"


def _quote(quote: dict[str, Any], names: dict[str, str]) -> str:
    said = f"<b>{escape(speaker_of(quote, names))}</b> <q>{escape(quote['content']['text'])}</q>"
    return f"{said} <small>{escape(quote['type'])}</small>"


def _statement(statement: dict[str, Any], names: dict[str, str]) -> str:
    thing = escape(statement["object"]["text"]) if statement["object"] else ""
    source = names.get((statement.get("attribution") or {}).get("source") or "")
    no = "<em>not</em> " if statement["polarity"] == "-" else ""
    marks = (statement["tense"], statement["modality"], f"says {source}" if source else "")
    small = escape(" · ".join(filter(None, marks)))
    return f"<b>{escape(statement['subject']['text'])}</b> {no}{escape(statement['relation'])} {thing} <small>{small}</small>"


def _figure(figure: dict[str, Any], names: dict[str, str]) -> str:
    notes = notes_of(figure, names) or [figure["kind"]]
    return f"<b>{escape(figure['text'])}</b> <small>{escape(' · '.join(notes))}</small>"
