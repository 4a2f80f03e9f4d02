"""Autodiscovery: the feeds and sitemaps that a page and its site's robots.txt name."""

from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as parser

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


def feeds_of_page(body: bytes, url: str) -> tuple[str, ...]:
    """The feeds that a page links as its alternates, absolute, each once."""
    try:
        tree = parser.fromstring(body or b"<html></html>")
    except (etree.ParserError, ValueError):
        return ()
    found = []
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().split(";")[0].strip()
        if "alternate" in rel and kind in FEED_TYPES and link.get("href"):
            found.append(urljoin(url, str(link.get("href")).strip()))
    return tuple(dict.fromkeys(found))


def sitemaps_of_robots(text: str, url: str) -> tuple[str, ...]:
    """The ``Sitemap:`` lines of a robots.txt, absolute, each once."""
    found = []
    for line in text.splitlines():
        name, sign, value = line.partition(":")
        if sign and name.strip().lower() == "sitemap" and value.strip():
            found.append(urljoin(url, value.strip()))
    return tuple(dict.fromkeys(found))


def robots_of(url: str) -> str:
    """Where the robots.txt of a page's site is."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
