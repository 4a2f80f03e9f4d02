"""Sitemaps (sitemaps.org 0.9), news sitemaps, indexes of sitemaps, gzipped or not. Read as a stream, within 50 MiB."""

import zlib
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from producers.sources.candidate import Candidate, absolute
from producers.sources.feeds import looks_like_feed, parse_feed

MAX_BYTES = 52_428_800  # decompressed: the protocol's own bound
GZIP_MAGIC, GZIP = b"\x1f\x8b", 31
CHUNK = 65_536
MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"


class Sitemap(NamedTuple):
    """What a sitemap says.

    Args:
        candidates: its pages; ``published`` is the news sitemap's date, else that of the last change.
        sitemaps: those that an index names; ``published`` is when they last changed.
        problems: what could not be read.
    """

    candidates: tuple[Candidate, ...] = ()
    sitemaps: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()


def parse_sitemap(body: bytes, url: str = "") -> Sitemap:
    """Read a sitemap or an index; the protocol also allows a feed, and a plain list of URLs, one a line.

    Args:
        body: its bytes, gzipped or not; of a broken one what stands before the break is read.
        url: where it came from; relative links are taken from there.
    """
    text, problems = _unpacked(body)
    if looks_like_feed(text):
        feed = parse_feed(text, url)
        return Sitemap(feed.candidates, problems=(*problems, *feed.problems))
    if text.lstrip(MARKS)[:1] == b"<":
        return _xml(text, url, problems)
    lines = [line.strip() for line in text.decode("utf-8-sig", "replace").splitlines()]
    found = tuple(Candidate(line) for line in lines if line.startswith(("http://", "https://")))
    return Sitemap(found, problems=tuple(problems) if found else ("no sitemap: neither XML nor a list of URLs",))


def _unpacked(body: bytes) -> tuple[bytes, list[str]]:
    if not body.startswith(GZIP_MAGIC):
        return body[:MAX_BYTES], [f"cut at {MAX_BYTES} bytes"] if len(body) > MAX_BYTES else []
    unpack, pieces, left = zlib.decompressobj(GZIP), list[bytes](), MAX_BYTES
    try:
        for start in range(0, len(body), CHUNK):
            piece = unpack.decompress(body[start : start + CHUNK], left + 1)
            pieces.append(piece[:left])
            left -= len(piece)
            if left < 0:
                return b"".join(pieces), [f"cut at {MAX_BYTES} bytes"]
    except zlib.error as error:
        return b"".join(pieces), [f"broken gzip: {error}"]
    return b"".join(pieces), [] if unpack.eof else ["broken gzip: it ends too early"]


def _xml(text: bytes, url: str, problems: list[str]) -> Sitemap:
    found: dict[str, list[Candidate]] = {"url": [], "sitemap": []}
    entries = etree.iterparse(BytesIO(text), events=("end",), recover=True, resolve_entities=False, no_network=True)
    try:
        for _, element in entries:
            name = _name(element)
            if name in found:
                candidate = _candidate(element, url)
                found[name] += [candidate] if candidate else []
                _forget(element)
    except etree.XMLSyntaxError as error:
        problems.append(f"broken XML: {error}"[:200])
    if not found["url"] and not found["sitemap"] and not problems:
        problems.append("no sitemap: it names no URL")
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]), tuple(problems))


def _candidate(element: etree._Element, base: str) -> Candidate | None:
    # Only the entry's own loc: those of its images and videos lie deeper.
    own = {_name(child): (child.text or "").strip() for child in element}
    news = next((said.text for said in element.iter("{*}publication_date")), None)
    link = absolute(base, own.get("loc"))
    return Candidate(link, (news or own.get("lastmod") or "").strip() or None) if link else None


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
