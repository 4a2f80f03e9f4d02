"""From a page to its article: head and body, on pages of our own."""

import json

import pytest

from worker.articles import read_page, read_text
from worker.contract.article import Article

URL = "https://www.courier.example/2026/11/20/basin"
ONE = (
    "The port of Harwick closed its northern basin on Monday after two dozen fishing boats were torn from their"
    " moorings by the highest tide in forty years, the harbour office said."
)
TWO = (
    "“We have never seen the water rise so fast,” said harbour master Ruth Calder, who spent the night on the quay"
    " with the volunteers of the lifeboat station."
)
THREE = (
    "Insurers will meet the owners of the boats on Thursday. The repairs of the quay wall alone may cost two million"
    " pounds, according to an estimate of the county’s engineers."
)
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
TITLE = "Storm closes Harwick’s northern basin"


def html(body: str = BODY, head: str = "", *, title: str = f"{TITLE} | The Harwick Courier") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        "<header><nav><a href='/'>Home</a> <a href='/sport'>Sport</a> <a href='/weather'>Weather</a></nav></header>"
        f"<main><article><h1>{TITLE}</h1>{body}</article></main>"
        "<footer><p>© 2026 The Harwick Courier. All rights reserved.</p></footer></body></html>"
    )


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(page: str, url: str = URL, published: str | None = None) -> Article:
    return read_page(page, url, languages=("en",), min_chars=200, published=published)


def names(article: Article) -> list[str]:
    return [author.name for author in article.head.authors]


def test_the_body_is_the_paragraphs_and_nothing_else() -> None:
    article = read(html())
    assert article.text.split("\n\n") == [ONE, TWO, THREE]
    assert (article.head.title, article.head.language, article.head.chars) == (TITLE, "en", len(article.text))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", f"{TITLE} | The Harwick Courier"),
        (f'<meta property="og:title" content="{TITLE}">', "Harwick Courier"),
        (ld(), "The Harwick Courier - news from the coast"),
        (f'<meta name="twitter:title" content="{TITLE}">', f"{TITLE} - The Harwick Courier"),
        ("", f"The Harwick Courier » {TITLE}"),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str, title: str) -> None:
    assert read(html(head=head, title=title)).head.title == TITLE


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        (ld(author={"@type": "Person", "name": "Ann Lee"}), BODY, ["Ann Lee"]),
        (ld(author=[{"name": "Ann Lee"}, {"name": "Tom Brandt"}]), BODY, ["Ann Lee", "Tom Brandt"]),
        (ld(author="Ann Lee and Tom Brandt"), BODY, ["Ann Lee", "Tom Brandt"]),
        (ld(author={"name": "By Ann Lee"}), BODY, ["Ann Lee"]),
        ('<meta name="author" content="Ann Lee">', BODY, ["Ann Lee"]),
        ('<meta property="article:author" content="Ann Lee">', BODY, ["Ann Lee"]),
        ("", f'<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>{BODY}', ["Ann Lee"]),
        ("", f"<p>By Ann Lee</p>{BODY}", ["Ann Lee"]),
    ],
)
def test_authors_are_found_where_pages_name_them(head: str, body: str, found: list[str]) -> None:
    assert names(read(html(body, head))) == found


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", BODY),
        ('<meta name="author" content="The Harwick Courier">', BODY),
        ('<meta name="author" content="admin">', BODY),
        ('<meta property="article:author" content="https://www.facebook.com/courier">', BODY),
        (
            ld(
                author={"@type": "Organization", "name": "The Harwick Courier"},
                publisher={"name": "The Harwick Courier"},
            ),
            BODY,
        ),
        (ld(author={"name": "Staff"}), BODY),
        (ld(author={"name": "news@courier.example"}), BODY),
        (ld(author={"name": ""}), BODY),
        ("", f"{BODY}<p>Photograph by Tom Brandt</p>"),
        ("", f"{BODY}<section class='comments'><p class='author'>Angry Reader</p><p>I saw it all.</p></section>"),
    ],
)
def test_nobody_is_made_an_author_who_is_none(head: str, body: str) -> None:
    assert names(read(html(body, head))) == []


@pytest.mark.parametrize(
    ("head", "body", "moment"),
    [
        (ld(datePublished="2026-11-20T07:30:00+01:00"), BODY, "2026-11-20T07:30:00+01:00"),
        (ld(datePublished="2026-11-20T07:30:00Z"), BODY, "2026-11-20T07:30:00Z"),
        (
            '<meta property="article:published_time" content="2026-11-20T07:30:00-05:00">',
            BODY,
            "2026-11-20T07:30:00-05:00",
        ),
        ("", f'<time datetime="2026-11-20T07:30:00+00:00">20 Nov</time>{BODY}', "2026-11-20T07:30:00"),
        ('<meta name="date" content="2026-11-20">', BODY, "2026-11-20"),
        (ld(datePublished="20 November 2026"), BODY, "2026-11-20"),
    ],
)
def test_the_date_keeps_the_page_s_own_offset(head: str, body: str, moment: str) -> None:
    published = read(html(body, head), "https://www.courier.example/basin").head.published
    assert published is not None
    assert published.value.startswith(moment.removesuffix("Z"))


def test_a_date_given_by_the_submitter_goes_first() -> None:
    published = read(html(head=ld(datePublished="2020-01-01")), published="2026-11-20").head.published
    assert published is not None
    assert published.value == "2026-11-20"


def test_an_address_alone_dates_a_page() -> None:
    published = read(html()).head.published
    assert published is not None
    assert published.value.startswith("2026-11-20")


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://www.courier.example/basin", "https://www.courier.example/basin"),
        ("/basin", "https://www.courier.example/basin"),
        ("javascript:void(0)", None),
        ("data:text/html,x", None),
    ],
)
def test_the_canonical_address_is_absolute(href: str, canonical: str | None) -> None:
    assert read(html(head=f'<link rel="canonical" href="{href}">')).head.canonical_url == canonical


FURNITURE = [
    "<p>Sign up for our newsletter</p>",
    "<div class='share'><a href='#'>Share on Facebook</a> <a href='#'>Tweet</a></div>",
    "<p><strong>Read more:</strong> <a href='/x'>Five ways to moor a boat</a></p>",
    "<figure><img src='a.jpg' alt=''><figcaption>The quay at dawn. Photograph: Ann Lee</figcaption></figure>",
    "<aside><h3>Most read</h3><ul><li><a href='/1'>Mayor resigns over ferry</a></li></ul></aside>",
    "<div class='ad'>Advertisement</div>",
    "<script>var basin = 'closed';</script><style>p { color: red }</style><noscript>Enable scripts</noscript>",
    "<!-- a comment: do not print -->",
    "<div id='comments'><h2>Comments</h2><p>Angry reader: I saw it all from my window, it was the mayor’s fault.</p></div>",
]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("where", ["first", "between", "last"])
def test_furniture_is_left_out(furniture: str, where: str) -> None:
    parts = [f"<p>{ONE}</p>", f"<p>{TWO}</p>", f"<p>{THREE}</p>"]
    parts.insert({"first": 0, "between": 2, "last": 3}[where], furniture)
    article = read(html("".join(parts)))
    assert article.text.split("\n\n") == [ONE, TWO, THREE]


def test_lists_and_tables_of_the_body_stay() -> None:
    facts = [
        "Twenty-four boats were torn from their moorings in the basin.",
        "Two people were treated for cold in hospital.",
    ]
    table = "<table><tr><th>Town</th><th>Tide in metres</th></tr><tr><td>Harwick</td><td>6.2</td></tr></table>"
    bullets = "".join(f"<li>{fact}</li>" for fact in facts)
    text = read(html(f"<p>{ONE}</p><ul>{bullets}</ul><p>{TWO}</p>{table}<p>{THREE}</p>")).text
    assert all(fact in text for fact in facts)
    assert text.index(ONE) < text.index(facts[0]) < text.index(facts[1]) < text.index(TWO) < text.index(THREE)


def test_subheadings_and_block_quotes_stay_in_their_place() -> None:
    body = f"<p>{ONE}</p><h2>What the insurers say</h2><blockquote><p>{TWO}</p></blockquote><p>{THREE}</p>"
    parts = read(html(body)).text.split("\n\n")
    assert parts == [ONE, "What the insurers say", TWO, THREE]


def test_a_live_blog_keeps_its_posts_in_order() -> None:
    posts = "".join(
        f"<div class='live-post'><time datetime='2026-11-20T0{n}:00:00Z'>0{n}:00</time><h2>Update {n}</h2><p>{text}</p></div>"
        for n, text in ((9, ONE), (8, TWO), (7, THREE))
    )
    head = f'<script type="application/ld+json">{json.dumps({"@type": "LiveBlogPosting", "headline": TITLE})}</script>'
    text = read(html(posts, head)).text
    assert text.index(ONE) < text.index(TWO) < text.index(THREE)


def test_an_amp_page_reads_as_its_article() -> None:
    page = html(BODY, '<link rel="canonical" href="/basin">').replace("<html", "<html amp")
    page = page.replace("<article>", "<amp-ad width=300></amp-ad><amp-img src=a.jpg></amp-img><article>")
    article = read(page, "https://amp.courier.example/basin")
    assert article.text.split("\n\n") == [ONE, TWO, THREE]


def test_a_page_of_several_gives_its_own_part() -> None:
    pages = "<div class='pagination'><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a> <a href='?page=3'>Next</a></div>"
    assert read(html(BODY + pages)).text.split("\n\n") == [ONE, TWO, THREE]


def test_a_transcript_keeps_who_says_what() -> None:
    turns = [
        "HOST: Good evening, and welcome to the programme on the night of the great tide in Harwick.",
        "CALDER: Thank you. We have never seen the water rise so fast, and I have been here for thirty years.",
        "HOST: What will happen to the boats that were torn from their moorings in the northern basin?",
        "CALDER: The insurers will meet their owners on Thursday, and the wall has to be built anew.",
    ]
    text = read(html("".join(f"<p>{turn}</p>" for turn in turns))).text
    assert text.split("\n\n") == turns


def test_what_was_taken_out_of_a_plain_text_is_named_with_its_reason() -> None:
    text = f"{TITLE}\nBy Ann Lee\n{ONE}\n{TWO}\n{THREE}\nSign up for our newsletter\nShare this article\n"
    article = read_text(text, languages=("en",), min_chars=200)
    assert ONE in article.text
    assert THREE in article.text
    assert "newsletter" not in article.text
    assert "Share this article" not in article.text
    assert all(removed.why for removed in article.head.removed)
    assert any("newsletter" in removed.text for removed in article.head.removed)


def test_characters_are_counted_in_the_text_that_is_delivered() -> None:
    article = read(
        html(f"<p>{ONE}</p><p>It cost £5 — “naïve”, said Zoë 🎣 of the fishing club’s  committee.</p><p>{THREE}</p>")
    )
    assert article.head.chars == len(article.text)
    assert "🎣 of the fishing club’s committee" in article.text
