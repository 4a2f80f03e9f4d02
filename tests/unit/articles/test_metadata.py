"""What a page says of itself, in the many ways in which pages say it."""

import json

import pytest

from worker.articles import read_page
from worker.articles.moments import parse
from worker.contract.article import ArticleHead

URL = "https://www.harwickcourier.example/2026/basin"
TITLE = "Storm closes Harwick’s northern basin"
BODY = "".join(
    f"<p>{line}</p>"
    for line in (
        "The port of Harwick closed its northern basin on Monday after two dozen boats were torn from their moorings.",
        "The harbour office said that the water had never risen so fast, and that the wall would have to be built anew.",
        "Insurers will meet the owners of the boats on Thursday to speak about the costs, which nobody knows as yet.",
    )
)


def head(head: str = "", before: str = "", after: str = "", *, url: str = URL, title: str = "x") -> ArticleHead:
    html = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{before}<article>{BODY}</article>{after}"
    )
    return read_page(html, url, languages=("en",), min_chars=200).head


def ld(*nodes: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(nodes[0] if len(nodes) == 1 else list(nodes))}</script>'


def article(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def authors(found: ArticleHead) -> list[str]:
    return [author.name for author in found.authors]


BY_LD = [
    ("By Ann Lee", ["Ann Lee"]),
    ("ANN LEE", ["Ann Lee"]),
    ("By ANN LEE, AP Auto Writer", ["Ann Lee"]),
    ("Ann Lee and Tom Brandt", ["Ann Lee", "Tom Brandt"]),
    ("Ann Lee, Tom Brandt & Ruth O’Hara", ["Ann Lee", "Tom Brandt", "Ruth O’Hara"]),
    ("Ann Lee und Karl Brandt", ["Ann Lee", "Karl Brandt"]),
    ("Von Karl Brandt", ["Karl Brandt"]),
    ("Von Miller", ["Von Miller"]),
    ("Al Baker", ["Al Baker"]),
    ("Analysis by Ann Lee, Courier Editor-at-large", ["Ann Lee"]),
    ("Ann Lee in New York", ["Ann Lee"]),
    ("Ann Lee for The Harwick Courier", ["Ann Lee"]),
    ("Ann Lee, New York", ["Ann Lee"]),
    ("Ann Lee @annlee", ["Ann Lee"]),
    ("Ann Lee (ann.lee@courier.example)", ["Ann Lee"]),
    ("Ilana Muhl-Stein, MS, RDN", ["Ilana Muhl-Stein"]),
    ("Troy L. Smith, Courier.example", ["Troy L. Smith"]),
    ("Mary Ann van der Berg", ["Mary Ann van der Berg"]),
    ("Reuters", ["Reuters"]),
    ("The Associated Press", ["The Associated Press"]),
    ("Reuters, Ann Lee", ["Ann Lee"]),
    ("Harwick Courier", []),
    ("The Harwick Courier", []),
    ("harwickcourier", []),
    ("Courier Staff", []),
    ("Admin", []),
    ("Super User", []),
    ("Web Desk", []),
    ("New York", []),
    ("Getty Images", []),
    ("https://www.facebook.com/anne.lee", []),
    ("@annlee", []),
    ("ann.lee@courier.example", []),
    ("2026-11-20", []),
    ("", []),
]


@pytest.mark.parametrize(("said", "names"), BY_LD)
def test_an_author_s_name_is_freed_and_passes_the_gate(said: str, names: list[str]) -> None:
    site = meta("og:site_name", "The Harwick Courier")
    assert authors(head(site + ld(article(author={"@type": "Person", "name": said})))) == names
    assert authors(head(f'{site}<meta name="author" content="{said}">')) == names


UNESCAPED = '{"@type":"NewsArticle","headline":"A "bad" one","author":{"@type":"Person","name":"Ann Lee"}}'
PERSON: dict[str, object] = {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (ld({"@graph": [article(author={"@id": "#ann"}), PERSON]}), ["Ann Lee"]),
        (ld(article(author={"@id": "#ann"}), PERSON), ["Ann Lee"]),
        (ld({"@graph": [article(author={"@id": "#ann"}), PERSON]}) + meta("sailthru.author", "By Tom Brandt"), ["Tom Brandt"]),
        (ld(article(author=[{"name": "Ann Lee"}, "Tom Brandt", {"name": "Ann Lee"}])), ["Ann Lee", "Tom Brandt"]),
        (ld(article(creator=["Ann Lee"])), ["Ann Lee"]),
        (ld(article(author={"@type": "Person", "name": "Regan"})), ["Regan"]),
        (ld(article(author={"@type": "Person", "name": "Harwickcourier"})), []),
        (ld(article(author={"@type": "Person", "name": "jdadmin"})), []),
        (ld(article(author="Regan")), []),
        (ld(article(author={"@type": "Organization", "name": "Green Party"})), []),
        (ld(article(author={"@type": "Organization", "name": "Reuters"})), ["Reuters"]),
        (ld(article(author={"@type": "NewsMediaOrganization", "name": "Coast Weekly"})), []),
        (ld(article(author={"name": "Coast Weekly"}, publisher={"name": "Coast Weekly"})), []),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ann Lee"},}</script>', ["Ann Lee"]),
        (f'<script type="application/ld+json">{UNESCAPED}</script>', ["Ann Lee"]),
        (ld(article(url="/other", author="Tom Brandt")) + ld(article(url=URL, author="Ann Lee")), ["Ann Lee"]),
        (meta("article:author", "https://www.facebook.com/courier") + meta("parsely-author", "Ann Lee"), ["Ann Lee"]),
        (meta("cXenseParse:author", "Ann Lee"), ["Ann Lee"]),
        (meta("twitter:label1", "Written by") + meta("twitter:data1", "Ann Lee"), ["Ann Lee"]),
        (meta("twitter:label1", "Reading time") + meta("twitter:data1", "Four Minutes"), []),
        (meta("twitter:creator", "@annlee"), []),
    ],
)  # fmt: skip
def test_authors_are_found_in_what_pages_say_of_themselves(said: str, names: list[str]) -> None:
    assert authors(head(said)) == names


CARDS = "".join(f'<div class="card"><a href="/author/{n}">{n} Writerman</a></div>' for n in ("Ann", "Tom", "Eva"))
MANY = "".join(f'<p><a href="/author/{n}">{n} Writerman</a></p>' for n in ("Ann", "Tom", "Eva", "Kit", "Roy", "Lou"))


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ('<span itemprop="author" itemscope><span itemprop="name">Ann Lee</span></span>', "", ["Ann Lee"]),
        ('<div class="article-byline">By <a href="/ann">Ann Lee</a> and Tom Brandt</div>', "", ["Ann Lee", "Tom Brandt"]),
        ('<p>By <a href="/authors/ann-lee">Ann Lee</a></p>', "", ["Ann Lee"]),
        ('<p>By <a href="/staff/ann-lee/">Ann Lee</a> on Monday</p>', "", ["Ann Lee"]),
        ('<p>By <a href="/1234">Ann Lee</a></p>', "", ["Ann Lee"]),
        ('<p>A book by <a href="/1234">Ann Lee</a></p>', "", []),
        ('<p><a href="/1234">Ann Lee</a> wins race</p>', "", []),
        ('<div data-testid="byline">Ann Lee</div>', "", ["Ann Lee"]),
        ("", CARDS, []),
        ("", MANY, []),
        ("", '<div class="comments"><span class="author">Angry Reader</span></div>', []),
        ('<figure><span class="byline">Tom Brandt</span></figure>', "", []),
        ('<div class="photo-credit"><span class="author">Tom Brandt</span></div>', "", []),
    ],
)  # fmt: skip
def test_authors_are_found_in_bylines_and_not_in_what_stands_beside(before: str, after: str, names: list[str]) -> None:
    assert authors(head("", before, after)) == names


SITE = meta("og:site_name", "The Harwick Courier")
H1 = f"<h1>{TITLE}</h1>"


@pytest.mark.parametrize(
    ("said", "tag", "before"),
    [
        (SITE, f"{TITLE} | The Harwick Courier", ""),
        (SITE, f"{TITLE} – Harwick Courier", ""),
        (SITE, f"{TITLE} | UK news | The Harwick Courier", ""),
        (SITE, f"The Harwick Courier | {TITLE}", ""),
        ("", f"{TITLE} - Harwick Courier", ""),
        ("", f"{TITLE} | HarwickCourier", ""),
        (SITE, f"{TITLE} - Harwick Courier", "<h1>The Harwick Courier</h1>"),
        ("", f"{TITLE} - Harwick Courier", f"<h1>Coast</h1>{H1}"),
        (meta("og:title", f"{TITLE} - The Harwick Courier"), "Courier", ""),
        (meta("og:title", f"Opinion | {TITLE}"), "Courier", H1),
        (meta("og:title", f"&lt;em&gt;{TITLE}&lt;/em&gt;"), "Courier", ""),
        (ld(article(headline="Storm closes Harwick’s north...")) + meta("og:title", TITLE), "Courier", ""),
        (ld(article(headline="Storm closes Harwick&#8217;s northern basin")), "Courier", ""),
        (ld(article(headline=[TITLE])), "Courier", ""),
    ],
)
def test_the_title_is_the_headline_alone(said: str, tag: str, before: str) -> None:
    assert head(said, before, title=tag).title == TITLE


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2026-11-20T07:30:00+01:00", "2026-11-20T07:30:00+01:00"),
        ("2026-11-20T07:30:00.123456Z", "2026-11-20T07:30:00+00:00"),
        ("2026-11-20T07:30-0500", "2026-11-20T07:30-05:00"),
        ("2026-11-20 07:30:00 +05:30", "2026-11-20T07:30:00+05:30"),
        ("2026-11-20T07:30:00[Europe/London]", "2026-11-20T07:30:00"),
        ("20261120T073000Z", "2026-11-20T07:30:00+00:00"),
        ("20261120", "2026-11-20"),
        ("2026/11/20 07:30", "2026-11-20T07:30"),
        ("1795159800", "2026-11-20T07:30:00+00:00"),
        ("1795159800000", "2026-11-20T07:30:00+00:00"),
        ("Fri, 20 Nov 2026 07:30:00 GMT", "2026-11-20T07:30:00+00:00"),
        ("Fri Nov 20 2026 07:30:00 GMT-0500 (EST)", "2026-11-20T07:30:00-05:00"),
        ("November 20, 2026 7:30 pm EST", "2026-11-20T19:30-05:00"),
        ("Nov. 20, 2026, 12:05 a.m.", "2026-11-20T00:05"),
        ("Friday, 20th November 2026", "2026-11-20"),
        ("Published: 20 November 2026 at 07:30", "2026-11-20T07:30"),
        ("20-Nov-2026", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("4/5/2026", None),
        ("2026-13-45", None),
        ("2026-11-31", None),
        ("2026-11-20T25:00", None),
        ("2026-11-20T07:30:00+99:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("99999999", None),
        ("3 minutes ago", None),
        ("", None),
    ],
)
def test_a_moment_keeps_its_precision_and_its_offset(said: str, value: str | None) -> None:
    found = parse(said, "meta")
    assert (found.value if found else None) == value


DAY = "2026-11-20"


@pytest.mark.parametrize(
    ("said", "before"),
    [
        (ld(article(datePublished=DAY, dateModified="2026-11-25")), ""),
        (ld({"@graph": [article(), {"@type": "WebPage", "datePublished": DAY}]}), ""),
        (ld(article(datePublished="yesterday")) + meta("article:published_time", DAY), ""),
        (meta("article:published_time", "0001-01-01") + meta("parsely-pub-date", DAY), ""),
        (meta("article:modified_time", "2026-11-25") + meta("article:published", DAY), ""),
        ("", f'<span itemprop="datePublished" content="{DAY}">Friday</span>'),
        ("", f'<time class="updated" datetime="2026-11-25">x</time><time class="entry-date" datetime="{DAY}">x</time>'),
        ("", f'<time datetime="2026-11-25">x</time><time itemprop="datePublished" datetime="{DAY}">x</time>'),
        ("", f'<aside><time datetime="2026-11-25">x</time></aside><time datetime="{DAY}">x</time>'),
    ],
)
def test_the_day_of_publication_is_told_from_others(said: str, before: str) -> None:
    published = head(said, before).published
    assert published is not None
    assert published.value == DAY
