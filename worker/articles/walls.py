"""Pages that came with status 200 and are no article. Each has its own reason and its evidence.

The rule in both directions: a wall shows little text of its own and says what it is in its title, its address or in
several phrases; a page with an article's length of prose is an article, whatever boxes stand round it.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from worker.articles.jsonld import types
from worker.articles.lines import Line, is_sentence, tidy
from worker.articles.page import Page
from worker.contract.failures import FailureCode, PermanentError

LONG = 3000
"""Code points of prose from which a page is taken for an article unless it describes itself as a list."""
STUB = 1500
"""Code points of prose below which a page with several of a paywall's phrases is its stub."""
TEASER = 500
"""The same for a page with one such phrase that says of itself that it is not free."""
THIN = 400
"""Code points of prose below which a page with a wall's phrases, of links or with a player is no article."""
NAMED = 1500
"""The same for a page that is a wall by its title or address, too, and calls itself no article."""
SHOWN = 6_000
"""Code points of the page's visible text that are searched for phrases."""
MANY_LINKS = 8
_PROSE_LINE = 60
_TEXTS = (
    ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::nav or ancestor::footer"
    " or ancestor::aside)]"
)


class Seen(NamedTuple):
    """What a page shows, as far as the walls need it. ``prose``: the sentences of the cleaned body."""

    page: Page
    titles: tuple[str, ...]
    prose: tuple[str, ...]
    shown: str

    @property
    def size(self) -> int:
        """Code points of prose."""
        return sum(map(len, self.prose))


class _Sign(NamedTuple):
    code: FailureCode
    where: str
    words: re.Pattern[str]


@cache
def _signs() -> tuple[_Sign, ...]:
    raw = (files("worker.articles") / "lexicons" / "walls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    return tuple(_Sign(FailureCode(code), where, re.compile(shape, re.IGNORECASE)) for code, where, shape in rows)


def check(page: Page, titles: tuple[str, ...], lines: list[Line]) -> None:
    """Let an article pass.

    Args:
        page: the parsed page.
        titles: all its titles.
        lines: its cleaned body.

    Raises:
        PermanentError: the page is a wall, a list, a player; ``evidence`` holds what was seen.
    """
    prose = tuple(line.text for line in lines if len(line.text) >= _PROSE_LINE and is_sentence(line.text))
    size = sum(map(len, prose))
    if size >= LONG and (page.node or not _is_list(page)):
        return
    seen = Seen(page, titles, prose, _shown(page) if size < NAMED else " ".join(prose))
    for judge in _JUDGES:
        judge(seen)


def _shown(page: Page) -> str:
    """What a page shows outside its navigation and margins."""
    body = next(page.tree.iterchildren("body"), page.tree)
    return tidy(" ".join(islice((part for part in body.xpath(_TEXTS) if not part.isspace()), SHOWN // 10)))[:SHOWN]


def _matches(texts: Iterable[str], code: FailureCode, where: str) -> list[str]:
    """What each sign of a code found, at most one match a sign and text."""
    signs = [sign for sign in _signs() if sign.code is code and sign.where == where]
    return [tidy(found.group())[:120] for text in texts for sign in signs if (found := sign.words.search(text))]


def _named(seen: Seen, code: FailureCode) -> list[str]:
    return _matches(seen.titles, code, "title") + _matches((seen.page.url,), code, "url")


def _wall(code: FailureCode, needed: int) -> Callable[[Seen], None]:
    """A judge by words: ``needed`` phrases on a page of little prose, or its title or address and one phrase.

    Sentences that hold such a phrase are the wall's own and are not counted as prose.
    """

    def judge(seen: Seen) -> None:
        titled = _matches(seen.titles, code, "title")
        named = titled + _matches((seen.page.url,), code, "url")
        if not named and seen.size >= NAMED:
            return
        said = _matches((seen.shown,), code, "text")
        if not titled and len(said) < (1 if named else needed):
            return
        own = sum(len(line) for line in seen.prose if not _matches((line,), code, "text"))
        if own < (NAMED if named and said and not _told(seen.page) else THIN):
            raise PermanentError(
                code,
                title=seen.titles[0][:120] if seen.titles else None,
                phrase=(said or named)[0],
                signs=len(named) + len(said),
                prose_chars=own,
            )

    return judge


def _login(seen: Seen) -> None:
    password = bool(seen.page.tree.xpath(".//input[@type='password']"))
    needed = 2 if password and not seen.page.node else 3
    _wall(FailureCode.LOGIN, needed)(seen)


def _video(seen: Seen) -> None:
    if seen.size >= THIN:
        return
    kind = (seen.page.meta("og:type") or "").lower()
    main = any({"VideoObject", "ImageGallery", "VideoGallery"} & types(node) for node in seen.page.nodes)
    player = seen.page.tree.xpath(
        "count(.//video | .//audio | .//iframe[contains(@src, 'player') or contains(@src, 'embed')])"
    )
    named = _named(seen, FailureCode.VIDEO_PAGE)
    marks = [kind.startswith("video"), main, bool(player), bool(named)]
    if sum(marks) >= 2 or (marks[0] and seen.size < THIN // 2):  # noqa: PLR2004 - two marks agree
        raise PermanentError(
            FailureCode.VIDEO_PAGE,
            og_type=kind or None,
            video_object=main,
            players=int(player),
            prose_chars=seen.size,
        )


def _section(seen: Seen) -> None:
    links = int(
        seen.page.tree.xpath(
            "count(.//*[self::h2 or self::h3 or self::h4][.//a or parent::a][not(ancestor::aside or ancestor::footer or ancestor::nav)])"
        )
    )
    described = _is_list(seen.page)
    named = _named(seen, FailureCode.SECTION_PAGE)
    if _told(seen.page) and not described:
        return
    if (links >= MANY_LINKS and (described or named or seen.size < THIN)) or (described and seen.size < THIN):
        raise PermanentError(
            FailureCode.SECTION_PAGE,
            linked_headlines=links,
            described_as_list=described,
            sign=named[0] if named else None,
            prose_chars=seen.size,
        )


def _told(page: Page) -> bool:
    """Whether a page calls itself an article."""
    return bool(page.node or page.meta("og:type") in {"article", "news"} or page.meta("article:published_time"))


def _is_list(page: Page) -> bool:
    return any({"CollectionPage", "SearchResultsPage"} & types(node) for node in page.nodes)


def _paywall(seen: Seen) -> None:
    if seen.size >= STUB:
        return
    said = _matches((seen.shown,), FailureCode.PAYWALL, "text")
    free = str(seen.page.node.get("isAccessibleForFree", "")).lower()
    most = STUB if len(said) > 1 else TEASER if free == "false" else 0
    if said and seen.size < most:
        raise PermanentError(
            FailureCode.PAYWALL,
            phrase=said[0],
            signs=len(said),
            accessible_for_free=None if not free else free != "false",
            prose_chars=seen.size,
        )


_JUDGES: tuple[Callable[[Seen], None], ...] = (
    _wall(FailureCode.BOT_CHALLENGE, 3),
    _wall(FailureCode.CONSENT_WALL, 4),
    _login,
    _wall(FailureCode.SOFT_404, 3),
    _video,
    _section,
    _paywall,
)
