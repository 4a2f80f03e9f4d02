"""The article's title, and every wording of it that may be repeated in the body."""

import html
import re
from collections.abc import Iterator

from worker.articles.jsonld import text
from worker.articles.lines import tidy, words
from worker.articles.page import Page, text_of

_SUFFIX = re.compile(r"\s+(?:[|»·•–—]|-|::)\s+")
MAX_CHARS = 400


def titles(page: Page, site: str | None) -> list[str]:
    """All titles of a page, the best first: JSON-LD, og:title, the first heading, the ``<title>`` tag."""
    found: dict[tuple[str, ...], str] = {}
    for value in _candidates(page):
        title = without_site(tidy(html.unescape(html.unescape(value))), site)
        if title and len(title) <= MAX_CHARS and words(title) and words(title) != words(site or ""):
            found.setdefault(words(title), title)
    return _freed(list(found.values()))


def _freed(titles: list[str]) -> list[str]:
    """The best title without a label: ``Opinion | Title`` where the page also says ``Title`` alone."""
    parts = {words(part) for part in _SUFFIX.split(titles[0])} if titles else set()
    alone = next((title for title in titles[1:] if len(parts) > 1 and words(title) in parts), None)
    return [alone, *(title for title in titles if title != alone)] if alone else titles


def _candidates(page: Page) -> Iterator[str]:
    for value in (text(page.node.get("headline")), page.meta("og:title", "twitter:title", "dc.title")):
        if value:
            yield value
    yield from (text_of(heading) for heading in page.tree.xpath(".//h1")[:1])
    yield from (text_of(title) for title in page.tree.xpath(".//head/title")[:1])
    if alternative := text(page.node.get("alternativeHeadline")):
        yield alternative


def without_site(title: str, site: str | None) -> str:
    """A title freed of the site's name behind or before it (``Title | Site``)."""
    parts = _SUFFIX.split(title)
    if len(parts) == 1:
        return title
    own = set(words(site or ""))
    for index in (-1, 0):
        if own and set(words(parts[index])) <= own | {"the", "news", "com"}:
            keep = parts[:-1] if index == -1 else parts[1:]
            return title[title.index(keep[0]) : title.rindex(keep[-1]) + len(keep[-1])]
    return title
