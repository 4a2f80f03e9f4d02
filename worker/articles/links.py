"""The page's own addresses: canonical link, site, section, breadcrumbs, image, tags."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath

from worker.articles.jsonld import text, types
from worker.articles.lines import tidy
from worker.articles.page import Page, text_of

MAX_TAGS = 30
_TRAIL = XPath("descendant::*[contains(@class, 'breadcrumb') or contains(@aria-label, 'readcrumb')][1]")


def host(url: str | None) -> str:
    """The host of a URL without ``www.``; empty when there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def canonical(page: Page) -> str | None:
    """The page's canonical address, if it names one on its own site (any, when the page's URL is not known)."""
    for link in page.tree.xpath(".//link[@rel='canonical'][@href]")[:1]:
        try:
            target = urljoin(page.url, tidy(link.get("href") or ""))
        except ValueError:
            return None
        own = host(page.url)
        same = not own or host(target) == own or host(target).endswith("." + own) or own.endswith("." + host(target))
        return target if target.startswith(("http://", "https://")) and host(target) and same else None
    return None


def site(page: Page) -> str | None:
    """The site's name as it gives it, else its host."""
    publisher = page.node.get("publisher")
    named = page.meta("og:site_name", "application-name") or text(
        publisher.get("name") if isinstance(publisher, dict) else None
    )
    return tidy(named).lstrip("@")[:100] or None if named else host(page.url) or None


def section(page: Page) -> str | None:
    """The section that the article stands in."""
    named = text(page.node.get("articleSection")) or page.meta("article:section", "parsely-section")
    return tidy(named)[:100] or None if named else None


def breadcrumbs(page: Page) -> tuple[str, ...]:
    """The trail to the page, from the home page down."""
    for node in page.nodes:
        if "BreadcrumbList" in types(node) and isinstance(node.get("itemListElement"), list):
            names = [_crumb(item) for item in node["itemListElement"]]
            return tuple(name for name in names if name)[:10]
    for trail in _TRAIL(page.tree):
        return tuple(name for link in trail.iter("a") if (name := text_of(link)[:100]))[:10]
    return ()


def _crumb(item: Any) -> str | None:
    name = text(item.get("name") or item.get("item")) if isinstance(item, dict) else None
    return tidy(name)[:100] if name and not name.startswith("http") else None


def tags(page: Page) -> tuple[str, ...]:
    """The keywords that the page gives, each once."""
    given = page.node.get("keywords") or page.meta("news_keywords", "keywords", "article:tag", "parsely-tags")
    listed = given if isinstance(given, list) else str(given or "").split(",")
    clean = [tidy(tag)[:80] for tag in listed if isinstance(tag, str)]
    return tuple(dict.fromkeys(tag for tag in clean if tag))[:MAX_TAGS]


def image(page: Page) -> str | None:
    """The address of the page's main picture."""
    value = page.node.get("image")
    first = value[0] if isinstance(value, list) and value else value
    named = page.meta("og:image", "twitter:image") or text(first.get("url") if isinstance(first, dict) else first)
    if not named or len(named) > 2000:  # noqa: PLR2004 - an inlined picture is no address
        return None
    try:
        target = urljoin(page.url, named)
    except ValueError:
        return None
    return target if target.startswith(("http://", "https://")) else None
