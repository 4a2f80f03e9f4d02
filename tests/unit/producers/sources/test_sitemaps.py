"""Sitemaps, news sitemaps, indexes; gzipped, broken, huge."""

import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.sources import sitemaps
from producers.sources.candidate import Candidate
from producers.sources.sitemaps import parse_sitemap

URL = "https://news.example/sitemaps/news.xml"
ONE, TWO = "https://news.example/1", "https://news.example/2?a=1&b=2"
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> {ONE} </loc><lastmod>2026-11-24</lastmod>
 <n:news><n:publication_date>2026-11-23T20:15:00+00:00</n:publication_date></n:news>
 <image:image><image:loc>https://news.example/1.jpg</image:loc></image:image></url>
<url><loc>{TWO.replace("&", "&amp;")}</loc><lastmod>2026-11-22</lastmod></url>
<url><loc>/3</loc></url></urlset>"""
FOUND = (
    Candidate(ONE, "2026-11-23T20:15:00+00:00"),
    Candidate(TWO, "2026-11-22"),
    Candidate("https://news.example/3"),
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/a.xml.gz</loc><lastmod>2026-11-23</lastmod></sitemap>
<sitemap><loc>b.xml</loc></sitemap></sitemapindex>"""


def test_a_news_sitemap_gives_its_pages_with_their_dates_and_not_its_images() -> None:
    assert parse_sitemap(NEWS.encode(), URL).candidates == FOUND
    assert parse_sitemap(NEWS.encode(), URL).problems == ()


def test_an_index_gives_sitemaps() -> None:
    found = parse_sitemap(INDEX.encode(), URL)
    assert found.candidates == ()
    assert found.sitemaps == (
        Candidate("https://news.example/a.xml.gz", "2026-11-23"),
        Candidate("https://news.example/sitemaps/b.xml"),
    )


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_and_gzip(coding: str) -> None:
    text = NEWS.replace('"UTF-8"', f'"{coding.removesuffix("-sig")}"').encode(coding)
    assert parse_sitemap(text, URL).candidates == FOUND
    assert parse_sitemap(gzip.compress(text), URL).candidates == FOUND


def test_no_namespace_is_no_hindrance() -> None:
    assert parse_sitemap(f"<urlset><url><loc>{ONE}</loc></url></urlset>".encode()).candidates == (Candidate(ONE),)


def test_a_list_of_urls_and_a_feed_are_sitemaps_too() -> None:
    assert parse_sitemap(f"\ufeff{ONE}\r\n\r\n{TWO}\r\n".encode(), URL).candidates == (Candidate(ONE), Candidate(TWO))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><item><link>{ONE}</link></item></channel></rss>'
    assert parse_sitemap(rss.encode(), URL).candidates == (Candidate(ONE),)


@pytest.mark.parametrize("body", [b"", b"nothing here", b"<html><body>Not found", b"{}", b"\x1f\x8bnot really"])
def test_what_is_no_sitemap_says_so(body: bytes) -> None:
    found = parse_sitemap(body, URL)
    assert found.candidates == ()
    assert found.problems


def test_a_sitemap_cut_short_gives_what_stands_before_the_cut() -> None:
    assert parse_sitemap(NEWS[: NEWS.index("<url><loc>/3")].encode(), URL).candidates == FOUND[:2]
    many = "".join(f"<url><loc>https://news.example/{n * 7919}</loc></url>" for n in range(20_000))
    packed = gzip.compress(f"<urlset>{many}</urlset>".encode())
    found = parse_sitemap(packed[: len(packed) * 2 // 3], URL)
    assert len(found.candidates) > 5_000
    assert "broken gzip" in found.problems[0]


def test_a_gzip_bomb_is_cut_at_the_protocols_bound() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (sitemaps.MAX_BYTES * 2))
    found = parse_sitemap(bomb, URL)
    assert "cut at 52428800 bytes" in found.problems[0]


def test_entities_are_not_followed() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    text = f'<!DOCTYPE u [<!ENTITY a0 "ha">{bomb}]><urlset><url><loc>https://x.example/&a12;</loc></url></urlset>'
    assert all(len(candidate.url) < 1_000 for candidate in parse_sitemap(text.encode(), URL).candidates)


def sitemap_of(count: int) -> bytes:
    url = "<url><loc>https://news.example/2026/11/23/a-story-with-a-long-name-{}</loc></url>"
    return ("<urlset>" + "".join(map(url.format, range(count))) + "</urlset>").encode()


def test_a_full_sitemap_of_50_000_urls_is_read() -> None:
    assert len(parse_sitemap(sitemap_of(50_000), URL).candidates) == 50_000


def test_a_sitemap_is_read_as_a_stream() -> None:
    text = sitemap_of(5_000)
    tracemalloc.start()
    parse_sitemap(text, URL)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4_000_000


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for whole in (body, b"<urlset><url><loc>" + body, gzip.compress(b"<urlset><url><loc>" + body)):
        found = parse_sitemap(whole, URL)
        assert all(candidate.url.encode() for candidate in found.candidates + found.sitemaps)


@given(st.lists(st.integers(0, 99), min_size=1, unique=True), st.booleans())
@settings(max_examples=50, deadline=None)
def test_whatever_is_listed_is_found(numbers: list[int], packed: bool) -> None:
    text = "".join(f"<url><loc>https://news.example/{n}</loc></url>" for n in numbers)
    body = f"<urlset>{text}</urlset>".encode()
    found = parse_sitemap(gzip.compress(body) if packed else body, URL)
    assert [candidate.url for candidate in found.candidates] == [f"https://news.example/{n}" for n in numbers]
