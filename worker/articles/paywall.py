"""Stubs: the beginning of an article, and where it breaks off the words of who sells the rest."""

import re
from collections.abc import Callable

from worker.articles.jsonld import Node
from worker.articles.page import Page
from worker.articles.signs import matches, speaks
from worker.contract.failures import FailureCode, PermanentError

STUB = 1500
"""Code points of text from which a page is no stub."""
LONG_STUB = 3000
"""The same where the page counts many more words than it shows."""
LONG = 4000
"""Code points of text, a paywall's own words included, that no stub has."""
TEASER = 500
"""Code points of text from which one phrase is not enough, whatever the page says of itself."""
LINE = 250
"""Code points of text below which one phrase is enough."""
BEHIND = 900
"""Code points from the text's first line on, the text itself left out, in which a paywall's words stand."""
HELD_BACK = 2
"""So many times as many words as are shown, and the page's own count says that most are held back."""
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.)[\s\"'”’»)\]]*$")


def check(page: Page, prose: tuple[str, ...], shown: Callable[[], str]) -> None:
    """Let a text pass that is not cut off by a paywall.

    Args:
        page: parsed.
        prose: the sentences of its body.
        shown: gives the text that it shows, for the few pages where that matters.

    Raises:
        PermanentError: PAYWALL.
    """
    free = _is_free(page)
    if free or sum(map(len, prose)) >= (LONG if free is False else 2 * STUB):
        return
    own = [line for line in prose if not speaks(line, FailureCode.PAYWALL)]
    size = sum(map(len, own))
    counted = _counted(page.node) > HELD_BACK * sum(len(line.split()) for line in own)
    if size >= (LONG_STUB if free is False and counted else STUB):
        return
    around = _around(own, shown())
    asks, sells = (matches((around,), FailureCode.PAYWALL, where) for where in ("text", "more"))
    broken = counted or bool(own and _BREAKS_OFF.search(own[-1]))
    if size >= TEASER:
        found = len(asks) > 1 or (counted and free is False)
    elif free is False:
        found = bool(asks or sells) or broken
    else:
        found = bool(asks) and (len(asks) + len(sells) > 1 or broken or size < LINE)
    if found:
        raise PermanentError(
            FailureCode.PAYWALL,
            phrase=next(iter(asks + sells), None),
            signs=len(asks) + len(sells),
            breaks_off=broken,
            accessible_for_free=free,
            prose_chars=size,
        )


def _around(own: list[str], shown: str) -> str:
    """What stands between and behind the lines of a text."""
    first: int | None = None
    for line in own:
        at = shown.find(line)
        if at < 0:
            continue
        first = at if first is None else min(first, at)
        shown = shown[:at] + shown[at + len(line) :]
    return shown[first or 0 :][:BEHIND]


def _is_free(page: Page) -> bool | None:
    """What a page says of itself; None when it says nothing."""
    said = str(page.node.get("isAccessibleForFree", "")).lower()
    if said.endswith(("true", "false")):
        return said.endswith("true")
    return {"free": True, "locked": False}.get((page.meta("article:content_tier") or "").lower())


def _counted(node: Node) -> int:
    """How many words the page says that its article has; 0 when it does not."""
    said = str(node.get("wordCount", ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0  # noqa: PLR2004 - a sane number
