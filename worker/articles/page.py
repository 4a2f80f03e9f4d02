"""The parsed page: one tree that metadata, walls and body all read."""

import re

from lxml.html import HtmlElement
from trafilatura import load_html

from worker.articles.lines import tidy
from worker.contract.failures import FailureCode, PermanentError

MAX_CHARS = 5_000_000
_TAG = re.compile(r"<[a-zA-Z!/]")


def parse(html: str) -> HtmlElement:
    """The tree of a page.

    Raises:
        PermanentError: EMPTY for a page without characters, UNREADABLE for one that has no element.
    """
    clean = html[:MAX_CHARS].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if not clean.strip():
        raise PermanentError(FailureCode.EMPTY, chars=0)
    tree = load_html(clean) if _TAG.search(clean) else None
    if tree is None or not isinstance(tree.tag, str):
        raise PermanentError(FailureCode.UNREADABLE, begins=tidy(clean[:80]))
    return tree


def text_of(element: HtmlElement) -> str:
    """All text under an element as one tidy line; scripts and styles left out."""
    return tidy("".join(element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::template)]")))


def meta(tree: HtmlElement, *names: str) -> str | None:
    """The content of the first ``<meta>`` with one of these names, properties or itemprops; in the order of names."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = tidy(element.get("content") or "")
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return next((found[name] for name in names if name in found), None)
