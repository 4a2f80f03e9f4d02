"""What a reader sees of an article first: the few people, quotes and figures that say most, and the main event. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

MOST = 4
LONGEST = 180
QUOTE_ENDS = "“”\"' ,"
ASKED = ("who", "what", "when", "where", "why", "how")
FATES = frozenset({"deaths", "injured", "missing", "arrested", "displaced"})


# All but tab and line feed: C0, delete and C1 (ISO 6429).
CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}, "\N{REPLACEMENT CHARACTER}")


class Line(NamedTuple):
    """One fact in words: its kind, whom or what it is about, and what is said of it."""

    kind: str
    name: str
    text: str


class Digest(NamedTuple):
    """The head of an article and its foremost facts, in the order in which they are shown."""

    headline: str
    byline: str
    lines: tuple[Line, ...]
    counts: str


def digest(facts: dict[str, Any]) -> Digest:
    """The digest of a ``facts/v1`` document.

    Args:
        facts: as it stands in an event.
    """
    names = {entity["id"]: entity["name"] for entity in facts["entities"]}
    article = facts["article"]
    lines = (*_event(facts), *_people(facts, names), *_quotes(facts, names), *_figures(facts, names))
    headline = article.get("title") or shortened(facts["text"], 70)
    return Digest(headline, _byline(article), lines, _counts(facts))


def role_of(role: dict[str, Any], names: dict[str, str]) -> str:
    """A role in words: ``former chief executive, Norvik Foods``."""
    where = names.get(role.get("org") or "") or role.get("country")
    status = f"{role['status']} " if role.get("status") else ""
    return f"{status}{role['title']}" + (f", {where}" if where else "")


def speaker_of(quote: dict[str, Any], names: dict[str, str]) -> str:
    """Who said it: the entity's name, else the words of the text."""
    return names.get(quote["speaker"] or "") or (quote.get("speaker_mention") or {}).get("text") or "unnamed"


def notes_of(figure: dict[str, Any], names: dict[str, str]) -> list[str]:
    """What stands beside a figure: its fate unless it says so itself, what it was before, where, and who says so."""
    notes = [figure["kind"]] if figure["kind"] in FATES else []
    if figure.get("previous") is not None:
        notes.append(f"was {figure['previous']:,}")
    where, source = names.get(figure.get("where") or ""), names.get(figure.get("source") or "")
    return notes + ([f"in {where}"] if where else []) + ([f"says {source}"] if source else [])


def moment(value: str) -> str:
    """An ISO time as people write it: ``23 Nov 2026, 14:20 -03:00``; what is no whole date stays as it is."""
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{read.day} {read:%b %Y}"
    if "T" not in value:
        return day
    zone = f"{read:%z}"
    return f"{day}, {read:%H:%M}" + (f" {zone[:3]}:{zone[3:]}" if zone.strip("+-0") else " UTC" if zone else "")


def printable(text: str) -> str:
    """Text of any origin for a terminal: a control character, by which a stranger would steer it, becomes U+FFFD."""
    return text.translate(CONTROLS)


def shortened(text: str, most: int = LONGEST) -> str:
    """Text on one line, cut between words to at most ``most`` code points."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:—") + "…"


def _byline(article: dict[str, Any]) -> str:
    authors = ", ".join(author["name"] for author in article.get("authors") or []) or "no author named"
    published = (article.get("published") or {}).get("value")
    return " · ".join(filter(None, (authors, moment(published) if published else "no date", article.get("site"))))


def _event(facts: dict[str, Any]) -> Iterator[Line]:
    event = facts.get("main_event") or {}
    for asked in ASKED:
        if answer := event.get(asked):
            # XXXX-WXX-1: a Monday of an article without a date.
            value = f" ({answer['value']})" if answer.get("value") and "X" not in answer["value"] else ""
            yield Line(asked, "", shortened(answer["text"]) + value)


def _people(facts: dict[str, Any], names: dict[str, str]) -> Iterator[Line]:
    """Those with a role first, then the most important ones."""
    found = [entity for entity in facts["entities"] if entity["type"] in {"PERSON", "ORG"}]
    found.sort(key=lambda entity: (not entity["roles"], -(entity.get("salience") or 0)))
    for entity in found[:MOST]:
        roles = "; ".join(role_of(role, names) for role in entity["roles"])
        yield Line("person" if entity["type"] == "PERSON" else "org", entity["name"], roles)


def _quotes(facts: dict[str, Any], names: dict[str, str]) -> Iterator[Line]:
    """Somebody's own words first, as they follow in the text."""
    for quote in _foremost(facts["quotes"], lambda q: (q["speaker"] is None, q["type"] != "direct")):
        words = shortened(quote["content"]["text"].strip(QUOTE_ENDS))
        yield Line("said", speaker_of(quote, names), f"“{words}”" if quote["quote_marks"] else words)


def _figures(facts: dict[str, Any], names: dict[str, str]) -> Iterator[Line]:
    for figure in _foremost(facts["quantities"], _weight):
        yield Line("figure", shortened(figure["text"], 60), " · ".join(notes_of(figure, names)))


def _weight(figure: dict[str, Any]) -> int:
    if figure["kind"] in FATES:
        return 0
    if figure["kind"] in {"money", "percent"} or (figure["kind"] == "count" and figure.get("what")):
        return 1
    return 3 if figure["kind"] == "count" else 2


def _foremost(facts: list[dict[str, Any]], weight: Any) -> Iterable[dict[str, Any]]:
    kept = sorted(enumerate(facts), key=lambda pair: (weight(pair[1]), pair[0]))[:MOST]
    return [fact for _, fact in sorted(kept, key=lambda pair: pair[0])]


def _counts(facts: dict[str, Any]) -> str:
    kinds = ("entities", "quotes", "statements", "quantities", "times")
    return ", ".join(f"{len(facts[kind])} {kind}" for kind in kinds)
