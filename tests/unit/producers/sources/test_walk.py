"""Following indexes, and looking around a site."""

import pytest
from web_fakes import FakeWeb, answer, rss

from producers.sources.discover import discover
from producers.sources.walk import SitemapWalk
from producers.sources.web import SourceError

HOME = "https://news.example/"
INDEX = f"{HOME}index.xml"


def index(*names: str, changed: str = "2026-11-24") -> str:
    entries = "".join(f"<sitemap><loc>{name}</loc><lastmod>{changed}</lastmod></sitemap>" for name in names)
    return f"<sitemapindex>{entries}</sitemapindex>"


def urlset(*names: str, changed: str = "2026-11-24") -> str:
    return f"<urlset>{''.join(f'<url><loc>{n}</loc><lastmod>{changed}</lastmod></url>' for n in names)}</urlset>"


def joined(one: str, other: str) -> str:
    """Both in one document."""
    return f"<both>{one}{other}</both>"


class Walked:
    def __init__(self, answers: dict[str, str], **bounds: int) -> None:
        self.web = FakeWeb({HOME + name: answer(body) for name, body in answers.items()})
        self.problems = list[str]()
        self.pauses = 0
        walk = SitemapWalk(
            self.web,
            on_problem=lambda _, what: self.problems.append(what),
            pause=self._pause,
            since=bounds.pop("since", None),
            **bounds,
        )
        self.found = [candidate.url.removeprefix(HOME) for candidate in walk.candidates(INDEX)]

    def _pause(self) -> None:
        self.pauses += 1


def test_each_url_once_over_all_sitemaps_of_an_index() -> None:
    walked = Walked({"index.xml": index("a.xml", "/b.xml"), "a.xml": urlset("1", "2"), "b.xml": urlset("2", "3")})
    assert walked.found == ["1", "2", "3"]
    assert walked.problems == []
    assert walked.pauses == 2


def test_a_sitemap_that_cannot_be_read_does_not_hold_up_the_rest() -> None:
    walked = Walked({"index.xml": index("a.xml", "b.xml", "c.xml"), "b.xml": "hello", "c.xml": urlset("3")})
    assert walked.found == ["3"]
    assert len(walked.problems) == 2


def test_an_index_that_names_itself_is_read_once() -> None:
    assert Walked({"index.xml": index("index.xml", "a.xml", "a.xml"), "a.xml": urlset("1")}).found == ["1"]


def test_depth_files_and_urls_are_bounded_and_it_is_said() -> None:
    deep = {"index.xml": index("b.xml"), "b.xml": index("c.xml"), "c.xml": index("d.xml"), "d.xml": urlset("1")}
    assert Walked(deep).found == []
    assert "below depth 3" in Walked(deep).problems[0]
    wide = {"index.xml": index("a.xml", "b.xml"), "a.xml": urlset("1", "2"), "b.xml": urlset("3")}
    few = Walked(wide, max_sitemaps=2)
    assert (few.found, few.problems) == (["1", "2"], ["2 sitemaps are the most; 1 were not read"])
    first = Walked(wide, max_urls=1)
    assert (first.found, first.problems) == (["1"], ["1 URLs are the most; the rest was left out"])


def test_what_changed_long_ago_is_left_out_unread() -> None:
    old, now = "2026-01-01", 1_795_514_400
    walked = Walked(
        {
            "index.xml": joined(index("a.xml"), index("b.xml", changed=old)),
            "a.xml": joined(urlset("1"), urlset("2", changed=old)),
        },
        since=now - 86_400,
    )
    assert walked.found == ["1"]
    assert walked.web.urls == [INDEX, f"{HOME}a.xml"]


PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'


def test_a_site_offers_what_its_page_and_its_robots_txt_name() -> None:
    web = FakeWeb({HOME: answer(PAGE), f"{HOME}robots.txt": answer("Sitemap: /s.xml")})
    assert discover(web, HOME) == ((f"{HOME}feed.xml",), (f"{HOME}s.xml",), ())


def test_without_a_named_sitemap_the_usual_place_is_looked_at() -> None:
    web = FakeWeb(
        {HOME: answer("<p>Hello"), f"{HOME}robots.txt": answer(""), f"{HOME}sitemap.xml": answer(urlset("1"))}
    )
    assert discover(web, HOME) == ((), (f"{HOME}sitemap.xml",), ())


def test_a_feed_is_its_own_discovery() -> None:
    web = FakeWeb({HOME: answer(rss("/1"))})
    found = discover(web, HOME)
    assert found.feeds == (HOME,)
    assert len(found.problems) == 2


def test_a_page_that_cannot_be_read_is_an_error_that_says_why() -> None:
    with pytest.raises(SourceError, match="status 404"):
        discover(FakeWeb({HOME: answer("", 404)}), HOME)
    with pytest.raises(SourceError, match=HOME):
        discover(FakeWeb(), HOME)
