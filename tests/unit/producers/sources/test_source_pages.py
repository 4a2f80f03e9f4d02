"""Autodiscovery and lists of feeds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.sources.opml import feeds_of_opml, looks_like_opml
from producers.sources.pages import feeds_of_page, robots_of, sitemaps_of_robots

URL = "https://news.example/world/"


@pytest.mark.parametrize(
    ("link", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ("https://news.example/feed",)),
        ('<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="a">', (f"{URL}a",)),
        ('<link rel=alternate type=application/feed+json href="//f.example/j">', ("https://f.example/j",)),
        ('<base href="https://b.example/x/"><link rel=alternate type=text/xml href=f>', ("https://b.example/x/f",)),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', ()),
        ('<link rel="alternate" hreflang="fr" href="/fr">', ()),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed">', ()),
        ('<link rel="alternate" type="application/rss+xml">', ()),
        ('<link rel="alternate" type="application/rss+xml" href="http://[bad">', ()),
        ("<link rel=alternate type=text/xml href=f><link rel=alternate type=text/xml href=f>", (f"{URL}f",)),
    ],
)
def test_feeds_of_a_page(link: str, feeds: tuple[str, ...]) -> None:
    page = f"<!doctype html><html><head><title>World</title>{link}</head><body><p>News</p></body></html>"
    assert feeds_of_page(page.encode(), URL) == feeds


@pytest.mark.parametrize(
    ("text", "sitemaps"),
    [
        ("User-agent: *\nSitemap: https://news.example/s.xml\n", ("https://news.example/s.xml",)),
        (
            "\ufeffSITEMAP:/s.xml\r\nsitemap : /t.xml # news\r\n",
            ("https://news.example/s.xml", "https://news.example/t.xml"),
        ),
        ("Sitemap: /s.xml\nSitemap: /s.xml", ("https://news.example/s.xml",)),
        ("Sitemap:\nSitemap\nDisallow: /sitemap.xml", ()),
        ("Sitemap: http://[bad", ()),
    ],
)
def test_sitemaps_of_a_robots_txt(text: str, sitemaps: tuple[str, ...]) -> None:
    assert sitemaps_of_robots(text, "https://news.example/robots.txt") == sitemaps


def test_the_robots_txt_of_a_page_is_at_the_root_of_its_site() -> None:
    assert robots_of("https://news.example:8443/a/b?c#d") == "https://news.example:8443/robots.txt"


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" xmlUrl="https://a.example/feed"/>
<outline type="rss" XMLURL=" feed://b.example/feed "/></outline>
<outline xmlUrl="feed:https://c.example/f?a=1&amp;b=2"/><outline xmlUrl="https://a.example/feed"/>
<outline text="no feed" htmlUrl="https://d.example/"/><outline xmlUrl="file:///etc/hosts"/></body></opml>"""
LISTED = ("https://a.example/feed", "http://b.example/feed", "https://c.example/f?a=1&b=2")


def test_opml_lists_feeds_each_once_at_any_depth() -> None:
    assert looks_like_opml(OPML.encode())
    assert feeds_of_opml(OPML.encode()) == LISTED


def test_a_broken_opml_gives_what_stands_before_the_break() -> None:
    assert feeds_of_opml(OPML[: OPML.index("</outline>")].encode()) == LISTED[:2]
    assert feeds_of_opml(b"") == ()
    assert not looks_like_opml(b"<rss/>")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_give_nothing(body: bytes) -> None:
    start = b"<link rel=alternate type=text/xml href='"
    for feed in (*feeds_of_page(body, URL), *feeds_of_page(start + body, URL), *feeds_of_opml(body)):
        assert feed.encode()
    for sitemap in sitemaps_of_robots("Sitemap: " + body.decode("utf-8", "replace"), URL):
        assert sitemap.encode()
