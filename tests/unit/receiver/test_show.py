"""What a reader sees of an event: on a terminal, in a pipe, and as a page."""

import io
from html.parser import HTMLParser

import pytest
import sample_events as events
from rich.console import Console

from receiver.digest import digest, moment, shortened
from receiver.page import event_page, list_page
from receiver.show import plain, render
from receiver.verify import Received


def on_terminal(received: Received, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    console.print(render(received))
    shown = console.file.getvalue()  # type: ignore[attr-defined] # StringIO
    return str(shown)


def test_a_panel_shows_the_event_people_with_roles_quotes_and_figures() -> None:
    shown = on_terminal(events.extracted())
    for words in (
        "Port <closed>",
        "Jo Reed · 23 Nov 2026, 14:20 -03:00 · The Post",
        "on Monday (2026-11-23)",
        "Ann Lee  former mayor, Port Board",
        "Ann Lee  “We will wait”",
        "unnamed  “It is not safe.”",
        "12 boats  was 9 · in Bonn · says Port Board",
        "signature verified · msg_1",
    ):
        assert words in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_panel_fits_the_terminal_and_loses_no_word(width: int) -> None:
    title = "A headline that goes on and on " * 6
    shown = on_terminal(events.extracted(article={**events.facts()["article"], "title": title}), width)
    assert max(map(len, shown.splitlines())) <= width
    assert shown.count("headline") == 6


def test_a_failure_shows_its_code_reason_remedy_and_what_was_seen() -> None:
    for shown in (on_terminal(events.failed()), "\n".join(plain(events.failed()))):
        for words in ("consent_wall", "dialogue <stood>", "Use the feed.", "title Before you continue", "/wall"):
            assert words in shown


def test_what_strangers_wrote_never_steers_the_terminal() -> None:
    received = events.failed()
    received.event["data"]["failure"]["evidence"]["title"] = "\x1b]0;owned\x07 \x9b31m"
    received.event["data"]["url"] += "\x9b31m"
    shown = on_terminal(received)
    assert "\N{REPLACEMENT CHARACTER}]0;owned" in shown
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


def test_plain_lines_carry_one_fact_each_and_no_frame() -> None:
    lines = list(plain(events.extracted()))
    assert lines[0] == "article.extracted Port <closed>"
    assert "  person    Ann Lee: former mayor, Port Board" in lines
    assert "  said      Ann Lee: “We will wait”" in lines
    assert lines[-1] == "  verified  msg_1"
    assert not set("".join(lines)) & set("│╭─╯")


def test_people_with_roles_come_first_and_places_are_no_people() -> None:
    names = [line.name for line in digest(events.facts()).lines if line.kind in {"person", "org"}]
    assert names == ["Ann Lee", "Port Board"]


def test_named_speakers_and_deaths_are_shown_first_in_the_order_of_the_text() -> None:
    doc = events.facts()
    doc["quotes"] = [events.quote(n, "It is not safe.", None) for n in range(4)] + [events.quote(9, "We", "e1")]
    doc["quantities"] = [events.figure(n, "12", "duration") for n in range(9)] + [events.figure(10, "12", "deaths")]
    lines = digest(doc).lines
    assert [line.name for line in lines if line.kind == "said"] == ["unnamed", "unnamed", "unnamed", "Ann Lee"]
    assert [line.text for line in lines if line.kind == "figure"] == ["", "", "", "deaths"]


def test_money_shares_and_counts_of_something_come_before_spans_of_time_and_bare_numbers() -> None:
    doc = events.facts()
    doc["quantities"] = [
        events.figure(1, "us", "count"),
        events.figure(2, "We", "duration"),
        events.figure(3, "told", "duration"),
        events.figure(4, "12", "money"),
        events.figure(5, "Monday", "percent"),
        events.figure(6, "boats", "count", what="boats"),
    ]
    assert [line.name for line in digest(doc).lines if line.kind == "figure"] == ["We", "12", "Monday", "boats"]


def test_own_words_come_before_reported_ones_and_whom_the_article_is_about_before_the_others() -> None:
    doc = events.facts()
    doc["quotes"] = [events.quote(n, "told", "e1", "indirect") for n in range(4)] + [events.quote(9, "We", "e1")]
    doc["entities"] = [events.entity(n, f"Person {n}", "PERSON", salience=n / 10) for n in range(1, 7)]
    lines = digest(doc).lines
    assert [line.text for line in lines if line.kind == "said"] == ["told", "told", "told", "“We”"]
    assert [line.name for line in lines if line.kind == "person"] == ["Person 6", "Person 5", "Person 4", "Person 3"]


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-11-23", "23 Nov 2026"),
        ("2026-11-23T07:42:00+00:00", "23 Nov 2026, 07:42 UTC"),
        ("2026-11-23T07:42", "23 Nov 2026, 07:42"),
        ("2026-11", "2026-11"),
    ],
)
def test_times_are_written_as_people_write_them(iso: str, said: str) -> None:
    assert moment(iso) == said


def test_long_words_are_cut_between_words() -> None:
    assert shortened("one two, three", 10) == "one two…"
    assert shortened("one\n two", 10) == "one two"
    assert shortened("one two th", 10) == "one two th"
    assert len(shortened("one two three four", 9)) <= 9


class Page(HTMLParser):
    """What a browser would make of a page: its text, tags and marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.ids, self.links = "", list[str](), set[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.ids.add(said.get("id") or "")
        self.links.append(said.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_marks_the_facts_in_the_unchanged_text_and_links_each_to_its_proof() -> None:
    page = Page(event_page(events.extracted()))
    for paragraph in events.TEXT.split("\n\n"):
        assert paragraph in page.words
    proofs = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert len(proofs) == 4
    assert set(proofs) <= page.ids
    html = event_page(events.extracted())
    assert "<mark class=person title='Ann Lee'>Ann Lee</mark>" in html
    assert "<span class=quoted>We will wait,</span>" in html
    assert "<em>not</em> close" in html
    assert "says Ann Lee" in page.words
    assert "<b>when</b> on Monday" in html


def test_what_strangers_wrote_never_becomes_markup() -> None:
    nasty = "<script>alert(1)</script>' onmouseover='x"
    doc = events.facts()
    doc["article"]["title"] = nasty
    doc["entities"][1]["name"] = nasty
    pages = [event_page(events.extracted(**doc)), list_page([events.extracted(**doc), events.failed()], 2)]
    for page in pages:
        assert "script" not in Page(page).tags
        assert "' onmouseover" not in page


def test_the_list_shows_each_event_and_leads_to_it() -> None:
    page = Page(list_page([events.extracted(), events.failed()], 2))
    assert "Mayor Ann Lee closed the port · on Monday (2026-11-23)" in page.words
    assert "consent_wall" in page.words
    assert page.links.count("/event/msg_1") == 2
    assert "Nothing has arrived yet" in Page(list_page([], 0)).words
