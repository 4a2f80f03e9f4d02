"""The dateline at the head of a report: "MANILA, Philippines (Agency) —", where it was filed and when."""

import re
from collections.abc import Iterable
from typing import NamedTuple

PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ'’./ ‐‑-]{1,29}[A-ZÀ-Þ.]"
DATELINE = re.compile(
    rf"(?:(?P<place>{PLACE})(?:, [A-Z][\w. ]{{2,20}})?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?:,? \d{{4}})?"
    r" ?(?:\([^()\n]{2,24}\) ?)?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? ?\([^()\n]{2,24}\) ?)(?:(?:-{2,3}|[–—-]) |—)(?=\S)"
)
# Some pages glue headline and byline to it: "Bank cuts rates By Ann Lee and Bo Ruiz MANILA, Nov 6 (Agency) -".
BYLINE = re.compile(r"[^\n]{0,200}?\bBy (?:[A-Z][\w.'’-]+ |and ){2,8}?(?=[A-ZÀ-Þ]{3})")
LOWER = re.compile(r"[a-zß-ÿ]")
# Code points from the start of a text in which a paragraph may open with it: headline, summary and byline come before.
HEAD = 600


class Dateline(NamedTuple):
    """Where it stands, and its place, as code points into the text, ends exclusive; no place in "Nov. 6 (Agency) —"."""

    start: int
    end: int
    place: tuple[int, int] | None


def find_dateline(text: str, paragraphs: Iterable[tuple[int, int]]) -> Dateline | None:
    """The first dateline at the head of a text.

    Args:
        text: the whole article.
        paragraphs: where its paragraphs stand, in their order.
    """
    for start, end in paragraphs:
        if start >= HEAD:
            return None
        match = DATELINE.match(text, start, end) or _behind_byline(text, start, end)
        # A headline in capitals may have a dash too; a report goes on in small letters.
        if match is not None and LOWER.search(text, match.end(), end):
            return Dateline(*match.span(), match.span("place") if match.group("place") else None)
    return None


def _behind_byline(text: str, start: int, end: int) -> re.Match[str] | None:
    byline = BYLINE.match(text, start, end)
    return DATELINE.match(text, byline.end(), end) if byline else None
