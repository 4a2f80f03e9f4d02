"""Pages that came with status 200 and are no article. Each has its own reason and its evidence.

The rule in both directions: a wall tells hardly anything, speaks to its reader and says what it is in its title, its
address or in several phrases; a page that tells something is an article, whatever boxes stand round it.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from worker.articles import paywall
from worker.articles.jsonld import types
from worker.articles.lines import Line, is_sentence
from worker.articles.page import Page
from worker.articles.shown import Shown, show
from worker.articles.signs import matches, measure, titled
from worker.contract.failures import FailureCode, PermanentError

LONG = 3000
"""Code points of prose from which a page that calls itself an article is one."""
NAMED = 1500
"""Code points of telling below which a page is a wall that is one by its title, and calls itself no article."""
THIN = 400
"""Code points of prose below which a page that calls itself no article is a list or a player if it looks like one."""
FEW = 120
"""Code points of telling below which a page tells nothing."""
LITTLE = 200
"""The same for a page that calls itself no article."""
BRIEF = 1000
"""Code points of prose in one stretch from which a page with many linked headlines is an article with a list below."""
SHOWN = 6000
"""Code points of the page's visible text that are searched for phrases."""
MANY_LINKS = MANY_PICTURES = 8
TITLE_WEIGHT = 3
_PROSE_LINE = 60
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_PLAYERS = frozenset({"VideoObject", "ImageGallery", "VideoGallery", "PodcastEpisode", "AudioObject"})


class Seen:
    """What is known of a page; the costly parts are worked out when they are asked for.

    Args:
        page: parsed.
        titles: all its titles.
        lines: its cleaned body.
    """

    def __init__(self, page: Page, titles: tuple[str, ...], lines: list[Line]) -> None:
        self.page = page
        self.titles = titles
        self.prose = tuple(line.text for line in lines if len(line.text) >= _PROSE_LINE and is_sentence(line.text))
        self.size = sum(map(len, self.prose))
        self.calls_itself_article = bool(
            page.node or page.meta("og:type") in {"article", "news"} or page.meta("article:published_time")
        )
        self.is_list = page.meta("og:type") == "profile" or any(_LISTS & types(node) for node in page.nodes)

    @cached_property
    def shown(self) -> Shown:
        """What the page shows."""
        return show(self.page.tree)

    def said(self, code: FailureCode) -> list[str]:
        """A code's phrases in what the page shows."""
        return matches((self.shown.text[:SHOWN],), code, "text")


def check(page: Page, titles: tuple[str, ...], lines: list[Line]) -> None:
    """Let an article pass.

    Args:
        page: the parsed page.
        titles: all its titles.
        lines: its cleaned body.

    Raises:
        PermanentError: the page is a wall, a list, a player; ``evidence`` holds what was seen.
    """
    seen = Seen(page, titles, lines)
    if seen.size >= LONG and seen.calls_itself_article and not seen.is_list:
        return
    for judge in _JUDGES:
        judge(seen)


class _Finding(NamedTuple):
    """What speaks for one code; ``weight`` decides between two that are found on one page."""

    code: FailureCode
    weight: int
    phrase: str
    plain: int


def _words(seen: Seen) -> None:
    """By words: the code with the most of them, if the page tells hardly anything else."""
    if seen.size >= (NAMED if seen.calls_itself_article else LONG):
        return
    found = [finding for code, needed in _NEEDED.items() if (finding := _finding(seen, code, needed))]
    if found:
        best = max(found, key=lambda finding: finding.weight)
        raise PermanentError(
            best.code,
            title=seen.titles[0][:120] if seen.titles else None,
            phrase=best.phrase,
            signs=best.weight,
            prose_chars=best.plain,
        )


def _finding(seen: Seen, code: FailureCode, needed: int) -> _Finding | None:
    """A title that is a wall's is enough; else phrases are, on a page that says nothing else two."""
    named = titled(seen.titles, code)
    most = FEW if seen.calls_itself_article else NAMED if named else LITTLE
    plain, tells = measure(seen.prose, code, most)
    if plain >= (NAMED if named else THIN) or tells >= most:
        return None
    said = seen.said(code) + matches((seen.page.url,), code, "url")
    if plain < FEW:
        said += matches(_markup(seen.page), code, "form")
        needed = 2
    if not named and len(said) < needed:
        return None
    return _Finding(code, len(said) + (TITLE_WEIGHT if named else 0), (said or named)[0], plain)


def _challenge(seen: Seen) -> None:
    """By what challenges alone have in their markup: some say nothing at all."""
    if seen.size < FEW and len(seen.shown.text) < NAMED:
        found = matches(_markup(seen.page), FailureCode.BOT_CHALLENGE, "markup")
        if found:
            raise PermanentError(FailureCode.BOT_CHALLENGE, phrase=found[0], prose_chars=seen.size)


def _markup(page: Page) -> Iterator[str]:
    """Identifiers, sources and beginnings of what a page runs."""
    for element in islice(page.tree.iter("script", "iframe", "meta", "div", "form", "input"), 300):
        yield " ".join(filter(None, map(element.get, ("type", "id", "class", "src", "action"))))
        if element.tag == "script":
            yield (element.text or "")[:2000]
        elif element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield element.get("content") or ""


def _video(seen: Seen) -> None:
    if seen.size >= (THIN // 2 if seen.calls_itself_article else THIN):
        return
    kind = (seen.page.meta("og:type") or "").lower()
    main = bool(seen.page.node.get("video")) or any(_PLAYERS & types(node) for node in seen.page.nodes)
    pictures = seen.page.tree.xpath("count(.//figure[.//figcaption])") >= MANY_PICTURES
    player = seen.page.tree.xpath(
        "count(.//video | .//audio | .//iframe[contains(@src, 'player') or contains(@src, 'embed')])"
    )
    named = matches(seen.titles, FailureCode.VIDEO_PAGE, "title")
    named += matches((seen.page.url,), FailureCode.VIDEO_PAGE, "url")
    marks = [kind.startswith("video"), main, bool(player), bool(named), pictures]
    if sum(marks) >= 2 or (marks[0] and seen.size < THIN // 2):  # noqa: PLR2004 - two marks agree
        raise PermanentError(
            FailureCode.VIDEO_PAGE,
            og_type=kind or None,
            video_object=main,
            players=int(player),
            prose_chars=seen.size,
        )


def _section(seen: Seen) -> None:
    address = matches((seen.page.url,), FailureCode.SECTION_PAGE, "url")
    if (seen.calls_itself_article and not seen.is_list) or seen.shown.stretch >= BRIEF:
        return
    named = titled(seen.titles, FailureCode.SECTION_PAGE)
    shown = seen.shown
    scattered = shown.stretch < max(shown.prose / 2, FEW)
    many = shown.headlines >= MANY_LINKS and bool(seen.is_list or named or address or scattered)
    described = bool(seen.is_list or named) and seen.size < THIN
    if many or described or (shown.lines >= MANY_LINKS and seen.size < FEW):
        raise PermanentError(
            FailureCode.SECTION_PAGE,
            linked_headlines=shown.headlines + shown.lines,
            described_as_list=seen.is_list,
            sign=(named + address)[0] if named or address else None,
            prose_chars=seen.size,
        )


def _paywall(seen: Seen) -> None:
    paywall.check(seen.page, seen.prose, lambda: seen.shown.text)


_NEEDED = {
    FailureCode.BOT_CHALLENGE: 3,
    FailureCode.LOGIN: 3,
    FailureCode.SOFT_404: 3,
    FailureCode.CONSENT_WALL: 4,
}
_JUDGES: tuple[Callable[[Seen], None], ...] = (_challenge, _words, _video, _section, _paywall)
