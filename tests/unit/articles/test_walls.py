import re
from pathlib import Path

import pytest

import worker.articles
from worker.articles import read_page
from worker.articles.signs import speaks
from worker.contract.failures import FailureCode, PermanentError

PAGES = Path(__file__).parent / "pages"
SIGNS = Path(worker.articles.__file__).parent / "lexicons" / "walls.tsv"
URL = "https://courier.example/2026/11/20/story"


def read(name: str, url: str | None = URL) -> str:
    html = (PAGES / name).read_text(encoding="utf-8")
    return read_page(html, url, languages=("en",), min_chars=200).text


@pytest.mark.parametrize(
    ("name", "code", "seen"),
    [
        ("consent_wall.html", FailureCode.CONSENT_WALL, "phrase"),
        ("bot_challenge.html", FailureCode.BOT_CHALLENGE, "phrase"),
        ("bot_denied.html", FailureCode.BOT_CHALLENGE, "phrase"),
        ("login.html", FailureCode.LOGIN, "phrase"),
        ("soft_404.html", FailureCode.SOFT_404, "phrase"),
        ("section.html", FailureCode.SECTION_PAGE, "linked_headlines"),
        ("search.html", FailureCode.SECTION_PAGE, "linked_headlines"),
        ("video.html", FailureCode.VIDEO_PAGE, "video_object"),
        ("paywall.html", FailureCode.PAYWALL, "phrase"),
        ("empty.html", FailureCode.EMPTY, "chars"),
        ("wrong_language.html", FailureCode.WRONG_LANGUAGE, "language"),
    ],
)
def test_a_page_that_is_no_article_fails_with_its_own_reason(name: str, code: FailureCode, seen: str) -> None:
    with pytest.raises(PermanentError) as failed:
        read(name)
    assert failed.value.code is code
    assert failed.value.evidence[seen]


@pytest.mark.parametrize(
    ("name", "last_words"),
    [
        ("article_with_banner.html", "with a single question in large type."),
        ("article_about_404.html", "at a price of £90 a month."),
        ("subscriber_article_in_full.html", "by the autumn of next year."),
        ("short_news_with_player.html", "the third for kayaks since September."),
    ],
)
def test_an_article_beside_a_wall_s_words_is_still_an_article(name: str, last_words: str) -> None:
    assert read(name).endswith(last_words)


WALLS = sorted(path for path in PAGES.glob("*/*.html") if path.parent.name != "articles")
ARTICLES = sorted(PAGES.glob("articles/*.html"))


@pytest.mark.parametrize("path", WALLS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_walls_of_every_kind_end_with_the_reason_that_their_folder_is_named_by(path: Path) -> None:
    with pytest.raises(PermanentError) as failed:
        read(f"{path.parent.name}/{path.name}")
    assert failed.value.code.value == path.parent.name
    assert failed.value.evidence


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_news_about_walls_and_news_beside_boxes_is_read(path: Path) -> None:
    assert read(f"articles/{path.name}")


def test_both_tables_are_long() -> None:
    assert {path.parent.name for path in WALLS} >= {"consent_wall", "bot_challenge", "paywall", "soft_404", "login"}
    assert (len(WALLS) >= 100, len(ARTICLES) >= 30) == (True, True)


def test_the_reason_does_not_hang_on_the_address() -> None:
    with pytest.raises(PermanentError) as failed:
        read("consent_wall.html", None)
    assert failed.value.code is FailureCode.CONSENT_WALL


def test_a_home_page_is_a_section_page() -> None:
    html = (PAGES / "section.html").read_text(encoding="utf-8").replace("CollectionPage", "WebSite")
    with pytest.raises(PermanentError) as failed:
        read_page(html, "https://courier.example/", languages=("en",), min_chars=200)
    assert failed.value.code is FailureCode.SECTION_PAGE


def test_every_language_is_accepted_when_none_is_named() -> None:
    html = (PAGES / "wrong_language.html").read_text(encoding="utf-8")
    article = read_page(html, URL, languages=(), min_chars=200)
    assert article.head.language == "fr"


def test_a_text_shorter_than_the_setting_is_empty() -> None:
    html = (PAGES / "short_news_with_player.html").read_text(encoding="utf-8")
    with pytest.raises(PermanentError) as failed:
        read_page(html, URL, languages=("en",), min_chars=2000)
    assert failed.value.code is FailureCode.EMPTY


@pytest.mark.parametrize("html", ["", "  \n ", "\x00\x00"])
def test_a_page_without_characters_is_empty(html: str) -> None:
    with pytest.raises(PermanentError) as failed:
        read_page(html, URL, languages=("en",), min_chars=1)
    assert failed.value.code is FailureCode.EMPTY


def test_what_is_no_markup_is_unreadable() -> None:
    with pytest.raises(PermanentError) as failed:
        read_page("%PDF-1.7 1 0 obj", URL, languages=("en",), min_chars=1)
    assert failed.value.code is FailureCode.UNREADABLE


def test_signs_of_a_text_are_written_in_small_letters() -> None:
    # Sentences are put into small letters before the signs are looked for.
    rows = [line.split("\t") for line in SIGNS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    shapes = [re.sub(r"\\[A-Z]", "", shape) for _, where, shape in rows if where in {"text", "more"}]
    assert len(shapes) > 30
    assert [shape for shape in shapes if shape != shape.lower()] == []


def test_a_wall_in_capitals_is_a_wall() -> None:
    assert speaks("SUBSCRIBE NOW TO CONTINUE READING YOUR ARTICLE", FailureCode.PAYWALL)
