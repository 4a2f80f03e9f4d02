"""Autodiscovery: the feeds that a page names as its alternates, and the sitemaps that a robots.txt names."""

from urllib.parse import urlsplit

from lxml import etree
from lxml import html as parser

from producers.sources.candidate import absolute

# Not application/json: that is the page itself as data, for programs of the site's own.
FEED_TYPES = frozenset(
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    ]
)
MAX_BYTES = 5_242_880
MAX_SITEMAPS = 1_000


def feeds_of_page(body: bytes, url: str) -> tuple[str, ...]:
    """The feeds that a page links as its alternates, absolute, each once, in the page's order."""
    try:
        tree = parser.document_fromstring(body[:MAX_BYTES])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = next((absolute(url, said.get("href")) for said in tree.iter("base")), None) or url
    links = [absolute(base, link.get("href")) for link in tree.iter("link") if _is_feed(link)]
    return tuple(dict.fromkeys(link for link in links if link))


def _is_feed(link: parser.HtmlElement) -> bool:
    kind = (link.get("type") or "").lower().split(";")[0].strip()
    return "alternate" in (link.get("rel") or "").lower().split() and kind in FEED_TYPES


def sitemaps_of_robots(text: str, url: str) -> tuple[str, ...]:
    """The ``Sitemap:`` lines of a robots.txt, absolute, each once, the first 1,000."""
    found = []
    for line in text.lstrip("\ufeff").splitlines():
        name, _, value = line.partition(":")
        link = absolute(url, value.partition(" #")[0]) if name.strip().lower() == "sitemap" else None
        if link:
            found.append(link)
    return tuple(dict.fromkeys(found))[:MAX_SITEMAPS]


def robots_of(url: str) -> str:
    """Where the robots.txt of a page's site is."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
