"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by itself. A broken feed gives what it can and says what it could not."""

import calendar
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple

import feedparser  # type: ignore[import-untyped] # has no types

from producers.sources.candidate import Candidate, absolute

MAX_BYTES = 10_485_760
MAX_ENTRIES = 1_000
MINUTE = 60.0
LONGEST_TTL = 7
BLANK = b"\xef\xbb\xbf \t\r\n"
# Both are about the transport's labels; the entries were read all the same.
HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


class Feed(NamedTuple):
    """What a feed says.

    Args:
        candidates: its entries that have a link, in the feed's order, each URL once.
        title: the feed's name.
        ttl: seconds for which it asks not to be read again.
        problems: what could not be read.
        readable: it is a feed at all.
    """

    candidates: tuple[Candidate, ...]
    title: str | None = None
    ttl: float | None = None
    problems: tuple[str, ...] = ()
    readable: bool = True


def parse_feed(body: bytes, url: str, content_type: str = "") -> Feed:
    """Read a feed.

    Args:
        body: its bytes, decoded from the transfer only; what is beyond 10 MiB is left out.
        url: where it came from; relative links are taken from there.
        content_type: the answer's; its charset counts as RFC 7303 says.
    """
    cut = (f"cut at {MAX_BYTES} bytes",) if len(body) > MAX_BYTES else ()
    body = body[:MAX_BYTES]
    if "json" in content_type or body.lstrip(BLANK)[:1] == b"{":
        feed = _json_feed(body, url)
    else:
        feed = _xml_feed(body, url, content_type)
    return feed._replace(problems=(*cut, *feed.problems))


def _xml_feed(body: bytes, url: str, content_type: str) -> Feed:
    # A stream, never bytes: feedparser would open bytes that are a file's name.
    read = feedparser.parse(
        BytesIO(body),
        response_headers={"content-location": url, "content-type": content_type},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    error = read.get("bozo_exception")
    problems = [] if error is None or isinstance(error, HARMLESS) else [f"{type(error).__name__}: {error}"[:200]]
    if not read.get("version") and not read.entries:
        return Feed((), problems=(*problems, "no feed: neither RSS, Atom, RDF nor JSON Feed"), readable=False)
    found = [_entry(entry, url) for entry in read.entries[:MAX_ENTRIES]]
    problems += _left_out(found, len(read.entries))
    return Feed(_each_once(found), read.feed.get("title"), _ttl(read.feed.get("ttl")), tuple(problems))


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Whether it is worth reading as a feed: by its type, or by how it begins."""
    begin = body.lstrip(BLANK)[:2_000].lower()
    if begin.startswith(b"{"):
        return b"jsonfeed.org" in begin or "feed+json" in content_type
    return any(root in begin for root in (b"<rss", b"<feed", b"<rdf:rdf"))


def _entry(entry: Mapping[str, Any], base: str) -> Candidate | None:
    moment: time.struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    # Where there is no link, feedparser gives the entry's id, which may be an address.
    return _candidate(base, entry.get("link"), _iso(moment))


def _json_feed(body: bytes, base: str) -> Feed:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Feed((), problems=(f"no JSON: {error}"[:200],), readable=False)
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        return Feed((), problems=("no JSON Feed: it has no items",), readable=False)
    found = [_item(item, base) for item in items[:MAX_ENTRIES]]
    title = said.get("title")
    name = title if isinstance(title, str) else None
    return Feed(_each_once(found), name, problems=tuple(_left_out(found, len(items))))


def _item(item: object, base: str) -> Candidate | None:
    if not isinstance(item, dict):
        return None
    published = item.get("date_published") or item.get("date_modified")
    return _candidate(
        base, item.get("url") or item.get("external_url"), published if isinstance(published, str) else None
    )


def _candidate(base: str, link: object, published: str | None) -> Candidate | None:
    url = absolute(base, link)
    return Candidate(url, published) if url and url.lower().startswith(("http://", "https://")) else None


def _left_out(found: list[Candidate | None], entries: int) -> list[str]:
    without = sum(candidate is None for candidate in found)
    beyond = entries - len(found)
    return [
        *([f"{without} entries without a link that can be read"] if without else []),
        *([f"{beyond} entries beyond the first {MAX_ENTRIES}"] if beyond else []),
    ]


def _each_once(found: list[Candidate | None]) -> tuple[Candidate, ...]:
    return tuple({candidate.url: candidate for candidate in found if candidate is not None}.values())


def _iso(moment: time.struct_time | None) -> str | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat() if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _ttl(said: object) -> float | None:
    text = str(said or "").strip()
    return float(text) * MINUTE if text.isascii() and text.isdigit() and len(text) < LONGEST_TTL else None
