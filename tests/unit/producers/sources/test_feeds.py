"""Feeds of all kinds, good and broken."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.sources.candidate import Candidate
from producers.sources.feeds import MAX_BYTES, MAX_ENTRIES, looks_like_feed, parse_feed

URL = "https://news.example/feeds/all.xml"
ONE = "https://news.example/1"
TWO = "https://news.example/2"

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><ttl>30</ttl>
<item><title>One</title><link>{ONE}</link><pubDate>Mon, 23 Nov 2026 14:20:00 -0300</pubDate></item>
<item><title>Two</title><guid>{TWO}</guid></item>
<item><title>None</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><link rel="enclosure" href="/sound.mp3"/><link href="/1"/><updated>2026-11-23T17:20:00Z</updated></entry>
<entry><link rel="alternate" href="{TWO}"/></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{URL}"><title>Harbour News</title></channel>
<item rdf:about="{ONE}"><link>{ONE}</link><dc:date>2026-11-23T17:20:00Z</dc:date></item>
<item rdf:about="{TWO}"><link>{TWO}</link></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour News",
        "items": [
            {"url": "../1", "date_published": "2026-11-23T17:20:00+00:00"},
            {"external_url": TWO},
            {"id": "3"},
            4,
        ],
    }
)


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, JSON_FEED], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_gives_its_entries_with_their_dates(text: str) -> None:
    feed = parse_feed(text.encode(), URL)
    assert feed.title == "Harbour News"
    assert feed.candidates == (Candidate(ONE, "2026-11-23T17:20:00+00:00"), Candidate(TWO))
    assert looks_like_feed(text.encode(), "application/feed+json" if text is JSON_FEED else "")


def test_what_was_left_out_is_said() -> None:
    assert parse_feed(RSS.encode(), URL).problems == ("1 entries without a link that can be read",)
    assert parse_feed(JSON_FEED.encode(), URL).problems == ("2 entries without a link that can be read",)


def test_a_feed_cut_short_gives_what_stands_before_the_cut() -> None:
    feed = parse_feed(RSS[: RSS.index("<item><title>None")].encode(), URL)
    assert [candidate.url for candidate in feed.candidates] == [ONE, TWO]
    assert feed.problems
    assert feed.readable


def test_an_unescaped_ampersand_and_stray_bytes_lose_no_entry() -> None:
    text = RSS.replace("<title>One", "<title>Fish & Chips \x07").encode().replace(b"Two", b"Tw\xff")
    assert [candidate.url for candidate in parse_feed(text, URL).candidates] == [ONE, TWO]


def test_the_time_to_live_is_in_seconds() -> None:
    assert parse_feed(RSS.encode(), URL).ttl == 1800
    assert parse_feed(RSS.replace("30</ttl>", "soon</ttl>").encode(), URL).ttl is None


@pytest.mark.parametrize(
    ("coding", "content_type"),
    [
        ("utf-8", "application/rss+xml; charset=utf-8"),
        ("utf-16", "application/rss+xml"),
        ("windows-1252", "text/xml; charset=windows-1252"),
        ("iso-8859-1", "application/xml"),
        ("utf-8-sig", "text/html"),
        ("koi8-r", "application/rss+xml"),
    ],
)
def test_encodings(coding: str, content_type: str) -> None:
    title = "Новости" if coding == "koi8-r" else "Café"
    declared = coding.removesuffix("-sig")
    text = RSS.replace('"1.0"', f'"1.0" encoding="{declared}"', 1).replace("Harbour News", title)
    feed = parse_feed(text.encode(coding), URL, content_type)
    assert feed.title == title
    assert [candidate.url for candidate in feed.candidates] == [ONE, TWO]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "no feed"),
        (b"<html><body>Not found</body></html>", "no feed"),
        (b'{"items": 3}', "no JSON Feed"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no feed"),
        (b'{"items":' + b"[" * 100_000, "no JSON"),
        (gzip.compress(RSS.encode()), "no feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    feed = parse_feed(body, URL)
    assert not feed.readable
    assert feed.candidates == ()
    assert problem in feed.problems[-1]


@pytest.mark.parametrize(
    ("body", "content_type", "feed"),
    [
        (JSON_FEED.encode(), "application/json", True),
        (b'{"items": []}', "application/feed+json", True),
        (b'{"items": []}', "application/json", False),
        (RSS.encode(), "text/html", True),
        (b"<html><body>&lt;rss&gt;</body></html>", "application/rss+xml", False),
    ],
    ids=["JSON Feed by its version", "by its type", "other JSON", "RSS by its root", "a page"],
)
def test_a_feed_is_known_by_how_it_begins_and_json_by_its_type_too(
    body: bytes, content_type: str, *, feed: bool
) -> None:
    assert looks_like_feed(body, content_type) is feed


def test_an_entry_without_a_link_may_have_its_address_for_an_id() -> None:
    entries = f"<entry><id>{ONE}</id></entry><entry><id>tag:news.example,2026:2</id></entry>"
    feed = parse_feed(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode(), URL)
    assert [candidate.url for candidate in feed.candidates] == [ONE]
    assert feed.problems == ("1 entries without a link that can be read",)


def test_an_empty_feed_is_a_feed() -> None:
    feed = parse_feed(b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>', URL)
    assert feed.readable
    assert feed.problems == ()


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    assert parse_feed(str(tmp_path / "feed.xml").encode(), URL).candidates == ()


def test_entities_from_files_and_entity_bombs_give_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    for declared in (f'<!ENTITY a12 SYSTEM "{(tmp_path / "secret").as_uri()}">', f'<!ENTITY a0 "ha">{bomb}'):
        text = f'<!DOCTYPE rss [{declared}]><rss version="2.0"><channel><title>&a12;</title></channel></rss>'
        feed = parse_feed(text.encode(), URL)
        assert "hunter2" not in (feed.title or "")
        assert len(feed.title or "") < 1_000


def test_the_number_of_entries_and_of_bytes_is_bounded() -> None:
    items = "".join(f"<item><link>https://news.example/{n}</link></item>" for n in range(MAX_ENTRIES + 5))
    feed = parse_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), URL)
    assert len(feed.candidates) == MAX_ENTRIES
    assert "5 entries beyond" in feed.problems[-1]
    cut = parse_feed(b'{"items": [], "padding": "' + b"x" * MAX_BYTES + b'"}', URL)
    assert "cut at" in cut.problems[0]


def test_the_same_url_twice_is_one_candidate() -> None:
    text = RSS.replace("</channel>", f"<item><link>{ONE}</link></item></channel>")
    assert len(parse_feed(text.encode(), URL).candidates) == 2


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for start in (b"", b'<rss version="2.0"><channel><item><link>', b'{"items": [{"url": "'):
        for candidate in parse_feed(start + body, URL).candidates:
            assert candidate.url.encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.just("http://[bad"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "title", "items"]), inner),
    max_leaves=10,
)


@given(st.fixed_dictionaries({"items": json_values, "title": json_values}))
@settings(max_examples=200, deadline=None)
def test_any_json_is_read_or_refused(said: dict[str, object]) -> None:
    feed = parse_feed(json.dumps(said).encode(), URL)
    assert all(candidate.url.encode() for candidate in feed.candidates)
    assert feed.readable == isinstance(said["items"], list)


@given(st.lists(st.integers(0, 30)), st.integers(0, 2_000))
@settings(max_examples=60, deadline=None)
def test_a_feed_cut_anywhere_gives_a_beginning_of_its_entries(numbers: list[int], cut: int) -> None:
    urls = list(dict.fromkeys(f"https://news.example/{n}/" for n in numbers))
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    text = f'<rss version="2.0"><channel>{items}</channel></rss>'[: max(cut, 40)]
    found = [candidate.url for candidate in parse_feed(text.encode(), URL).candidates]
    whole = [url for url in found if url in urls]
    assert whole == urls[: len(whole)]
    assert len(found) - len(whole) <= 1
