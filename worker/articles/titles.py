"""The article's title, and every wording of it that may be repeated in the body."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from worker.articles.jsonld import text
from worker.articles.lines import tidy, words
from worker.articles.page import Page, text_of

_SUFFIX = re.compile(r"\s+(?:[|»·•–—]|-{1,2}|::?|/)\s+|\s*\|\s*")
_MARKUP = re.compile(r"</?(?:em|i|b|strong|span|br|a|sup|sub|u|p|q|mark)\b[^>]{0,200}>", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_OWN_WORDS = frozenset({"the", "news", "com"})
MAX_CHARS = 400
MAX_HEADINGS = 5
SHORTEST_HOST = 4
LABEL_WORDS, TITLE_WORDS = 3, 4
"""Words of a section's name behind a title at most, and words of a title before it at least."""


def titles(page: Page, site: str | None) -> list[str]:
    """All titles of a page, the best first: JSON-LD, og:title, the heading, the ``<title>`` tag."""
    found: dict[tuple[str, ...], str] = {}
    owner = _Owner(site, page.url)
    for value in _candidates(page, owner):
        title = owner.freed(tidy(_MARKUP.sub("", html.unescape(html.unescape(value)))))
        if title and len(title) <= MAX_CHARS and words(title) and not owner.is_named(title):
            found.setdefault(words(title), title)
    return _whole(_freed(list(found.values())))


class _Owner:
    """What a site calls itself: by its name, and by the longest label of its host."""

    def __init__(self, site: str | None, url: str) -> None:
        self.words = set(words(site or ""))
        try:
            labels = (urlsplit(url).hostname or "").split(".")
        except ValueError:
            labels = []
        self.label = max(labels, key=len, default="").replace("-", "")

    def is_named(self, part: str) -> bool:
        """Whether a part of a title is the site's name."""
        said = words(part)
        if said and self.words and set(said) <= self.words | _OWN_WORDS and set(said) & self.words:
            return True
        joined = "".join(said).removeprefix("the")
        return len(joined) >= SHORTEST_HOST and joined == self.label.removeprefix("the")

    def freed(self, title: str) -> str:
        """A title without the site's name behind or before it, and without the section between (``Title | UK | Site``)."""
        parts = list(_SUFFIX.finditer(title))
        if not parts:
            return title
        if self.is_named(title[parts[-1].end() :]):
            while len(parts) > 1 and self._is_label(title, parts):
                parts.pop()
            return title[: parts[-1].start()]
        if self.is_named(title[: parts[0].start()]):
            return title[parts[0].end() :]
        return title

    @staticmethod
    def _is_label(title: str, parts: list[re.Match[str]]) -> bool:
        before, last = title[: parts[-2].start()], title[parts[-2].end() : parts[-1].start()]
        same = parts[-2].group().strip() == parts[-1].group().strip() == "|"
        return same and len(words(last)) <= LABEL_WORDS and len(words(before)) >= TITLE_WORDS


def _freed(titles: list[str]) -> list[str]:
    """The best title without a label: ``Opinion | Title`` where the page also says ``Title`` alone."""
    parts = {words(part) for part in _SUFFIX.split(titles[0])} if titles else set()
    alone = next((title for title in titles[1:] if len(parts) > 1 and words(title) in parts), None)
    return [alone, *(title for title in titles if title != alone)] if alone else titles


def _whole(titles: list[str]) -> list[str]:
    """The best title uncut: some systems cut headlines at a length, and the page says the whole one as well."""
    if not titles or not _CUT.search(titles[0]):
        return titles
    begins = _CUT.sub("", titles[0])
    whole = next((title for title in titles[1:] if title.startswith(begins) and len(title) > len(titles[0])), None)
    return [whole, *(title for title in titles if title != whole)] if whole else titles


def _candidates(page: Page, owner: _Owner) -> Iterator[str]:
    for value in (text(page.node.get("headline")), page.meta("og:title", "twitter:title", "dc.title")):
        if value:
            yield value
    title = next((text_of(element) for element in page.tree.xpath(".//head/title")[:1]), "")
    headings = [text_of(heading) for heading in page.tree.xpath(".//h1")[:MAX_HEADINGS]]
    yield from _ranked(headings, owner.freed(title), title)
    if alternative := text(page.node.get("alternativeHeadline")):
        yield alternative


def _ranked(headings: list[str], freed: str, title: str) -> Iterator[str]:
    """The heading that says what the ``<title>`` says, before it; a heading that says something else, behind it."""
    said = set(words(freed))
    shared = [len(said & set(words(heading))) for heading in headings]
    best = max(range(len(headings)), key=lambda index: shared[index], default=None)
    if best is not None and shared[best]:
        yield headings[best]
    elif not title and headings:
        yield headings[0]
    if title:
        yield title
    yield from headings[:1]
