"""What a site offers: the feeds that a page names, the sitemaps that its robots.txt names."""

from typing import NamedTuple
from urllib.parse import urljoin

from producers.sources.feeds import looks_like_feed
from producers.sources.pages import feeds_of_page, robots_of, sitemaps_of_robots
from producers.sources.sitemaps import parse_sitemap
from producers.sources.web import Getter, SourceError, read

USUAL_SITEMAP = "/sitemap.xml"


class Discovered(NamedTuple):
    """The feeds and sitemaps of a site, absolute, each once; ``problems`` says what could not be read."""

    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    problems: tuple[str, ...] = ()


def discover(client: Getter, url: str) -> Discovered:
    """Look at a page and at its site's robots.txt; without a sitemap there, at ``/sitemap.xml``.

    Raises:
        SourceError: the page itself cannot be read.
    """
    page = read(client, url)
    here = page.final_url
    feeds = (here,) if looks_like_feed(page.body, page.content_type) else feeds_of_page(page.body, here)
    sitemaps, problems = _sitemaps(client, here)
    return Discovered(feeds, sitemaps, problems)


def _sitemaps(client: Getter, here: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    problems = []
    try:
        robots = read(client, robots_of(here))
    except SourceError as error:
        problems.append(str(error))
    else:
        named = sitemaps_of_robots(robots.body.decode("utf-8", "replace"), robots.final_url)
        if named:
            return named, ()
    usual = urljoin(here, USUAL_SITEMAP)
    try:
        sitemap = parse_sitemap(read(client, usual).body, usual)
    except SourceError as error:
        return (), (*problems, str(error))
    return ((usual,), ()) if sitemap.candidates or sitemap.sitemaps else ((), tuple(problems))
