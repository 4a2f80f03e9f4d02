"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by itself. A broken feed gives what it can and says what it could not."""

import calendar
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped] # has no types

from producers.sources.candidate import Candidate

MOST_ENTRIES = 1_000
MINUTE = 60.0


class Feed(NamedTuple):
    """What a feed says.

    Args:
        candidates: its entries that have a link, in the feed's order, each URL once.
        title: the feed's name.
        ttl: seconds for which it asks not to be read again.
        problems: what could not be read.
    """

    candidates: tuple[Candidate, ...]
    title: str | None = None
    ttl: float | None = None
    problems: tuple[str, ...] = ()


def parse_feed(body: bytes, url: str, content_type: str = "") -> Feed:
    """Read a feed.

    Args:
        body: its bytes, decoded from the transfer only.
        url: where it came from; relative links are taken from there.
        content_type: the answer's, without parameters.
    """
    if "json" in content_type or body.lstrip()[:1] == b"{":
        return _json_feed(body, url)
    read = feedparser.parse(body, response_headers={"content-location": url, "content-type": content_type})
    problems = [f"{type(read.bozo_exception).__name__}: {read.bozo_exception}"[:200]] if read.get("bozo") else []
    if not read.get("version") and not read.entries:
        return Feed((), problems=(*problems, "no feed: neither RSS, Atom, RDF nor JSON Feed"))
    found = [_entry(entry, url) for entry in read.entries[:MOST_ENTRIES]]
    without = sum(candidate is None for candidate in found)
    if without:
        problems.append(f"{without} entries without a link")
    if len(read.entries) > MOST_ENTRIES:
        problems.append(f"{len(read.entries) - MOST_ENTRIES} entries beyond the first {MOST_ENTRIES}")
    return Feed(_each_once(found), read.feed.get("title"), _ttl(read.feed.get("ttl")), tuple(problems))


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Whether it is worth reading as a feed: by its type, or by how it begins."""
    begin = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:2_000].lower()
    if begin.startswith(b"{"):
        return b"jsonfeed.org" in begin or "feed+json" in content_type
    return any(root in begin for root in (b"<rss", b"<feed", b"<rdf:rdf"))


def _entry(entry: Mapping[str, Any], base: str) -> Candidate | None:
    link = entry.get("link") or next((link.get("href") for link in entry.get("links") or ()), None)
    if not link:
        link = entry.get("id") if str(entry.get("id", "")).startswith(("http://", "https://")) else None
    if not link:
        return None
    moment: time.struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    return Candidate(urljoin(base, str(link).strip()), _iso(moment))


def _json_feed(body: bytes, base: str) -> Feed:
    try:
        said = json.loads(body)
    except ValueError as error:
        return Feed((), problems=(f"no JSON: {error}",))
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        return Feed((), problems=("no JSON Feed: it has no items",))
    found: list[Candidate | None] = []
    for item in items[:MOST_ENTRIES]:
        link = item.get("url") or item.get("external_url") if isinstance(item, dict) else None
        published = item.get("date_published") if isinstance(item, dict) else None
        known = published if isinstance(published, str) else None
        found.append(Candidate(urljoin(base, link.strip()), known) if isinstance(link, str) else None)
    without = sum(candidate is None for candidate in found)
    title = said.get("title")
    return Feed(
        _each_once(found),
        title if isinstance(title, str) else None,
        None,
        (f"{without} items without a url",) if without else (),
    )


def _each_once(found: list[Candidate | None]) -> tuple[Candidate, ...]:
    return tuple({candidate.url: candidate for candidate in found if candidate is not None}.values())


def _iso(moment: time.struct_time | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat().replace("+00:00", "Z")


def _ttl(said: object) -> float | None:
    try:
        return float(str(said)) * MINUTE if said else None
    except ValueError:
        return None
