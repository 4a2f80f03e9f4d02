"""Sitemaps (sitemaps.org 0.9), news sitemaps and sitemap indexes, also gzipped. Read as a stream: 50,000 URLs in little memory."""

import gzip
import zlib
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from producers.sources.candidate import Candidate

MAX_BYTES = 52_428_800  # 50 MiB, decompressed: the protocol's own bound
GZIP_MAGIC = b"\x1f\x8b"


class Sitemap(NamedTuple):
    """What a sitemap says: pages, or further sitemaps, and what could not be read."""

    candidates: tuple[Candidate, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def parse_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap or an index of sitemaps; a plain list of URLs, one a line, is one too."""
    problems = []
    try:
        text = _plain(body)
    except (OSError, EOFError, zlib.error) as error:
        return Sitemap(problems=(f"no gzip: {error}",))
    if len(text) > MAX_BYTES:
        text = text[:MAX_BYTES]
        problems.append(f"cut at {MAX_BYTES} bytes")
    if text.lstrip()[:1] != b"<":
        urls = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
        found = tuple(Candidate(url) for url in urls if url.startswith(("http://", "https://")))
        return Sitemap(found, problems=tuple(problems) if found else ("no sitemap: neither XML nor a list of URLs",))
    return _xml(text, problems)


def _plain(body: bytes) -> bytes:
    if not body.startswith(GZIP_MAGIC):
        return body
    with gzip.GzipFile(fileobj=BytesIO(body)) as file:
        return file.read(MAX_BYTES + 1)


def _xml(text: bytes, problems: list[str]) -> Sitemap:
    pages, maps = [], []
    entries = etree.iterparse(
        BytesIO(text), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in entries:
            name = _name(element)
            if name not in {"url", "sitemap"}:
                continue
            said = {_name(child): (child.text or "").strip() for child in element.iter() if isinstance(child.tag, str)}
            if said.get("loc"):
                if name == "sitemap":
                    maps.append(said["loc"])
                else:
                    pages.append(Candidate(said["loc"], said.get("publication_date") or said.get("lastmod") or None))
            element.clear()
    except etree.XMLSyntaxError as error:
        problems.append(f"broken XML: {error}"[:200])
    if not pages and not maps and not problems:
        problems.append("no sitemap: it names no URL")
    return Sitemap(tuple(pages), tuple(maps), tuple(problems))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
