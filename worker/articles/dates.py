"""When an article was published and modified: JSON-LD, meta tags, ``<time>``, and htmldate behind them.

A moment keeps the page's own offset; nothing is turned to UTC.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from worker.articles.jsonld import text
from worker.articles.lines import tidy
from worker.articles.page import Page
from worker.contract.article import Moment

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "citation_publication_date",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_TIME = XPath("descendant::time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li)]")
_MARKED = XPath("descendant::time[@datetime][@pubdate or @itemprop='datePublished']")
_URL = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[/-](\d{1,2})(?=[/-]|$)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONFIDENCE = {"parameter": 1.0, "json-ld": 0.95, "meta": 0.9, "time": 0.8, "url": 0.85, "htmldate": 0.7}
_ISO = re.compile(
    r"^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?)?$",
    re.IGNORECASE,
)
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%Y/%m/%d")
EARLIEST = 1990


def published(page: Page, given: str | None) -> Moment | None:
    """When the article was published; what the submitter says goes before what the page says."""
    if given and (moment := parse(given, "parameter")):
        return moment
    candidates = (
        (text(page.node.get("datePublished")), "json-ld"),
        (text(page.node.get("dateCreated")), "json-ld"),
        (page.meta(*_PUBLISHED), "meta"),
    )
    for value, source in candidates:
        if value and (moment := parse(value, source)):
            return moment
    return _from_time(page.tree, _MARKED) or _from_url(page.url) or _from_time(page.tree, _TIME) or _from_htmldate(page)


def modified(page: Page) -> Moment | None:
    """When the article was last modified, if the page says so."""
    for value, source in ((text(page.node.get("dateModified")), "json-ld"), (page.meta(*_MODIFIED), "meta")):
        if value and (moment := parse(value, source)):
            return moment
    return None


def parse(value: str, source: str) -> Moment | None:
    """A moment from a metadata string: ISO 8601 in its usual spellings, RFC 5322, or an English date; else None."""
    clean = tidy(value)
    if found := _ISO.match(clean):
        return _from_iso(found, source)
    for shape in _WRITTEN:
        try:
            # Only the calendar day is kept: the zone plays no part.
            return _moment(datetime.strptime(clean, shape).replace(tzinfo=UTC), "day", source)
        except ValueError:
            continue
    try:
        return _moment(parsedate_to_datetime(clean), "second", source)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_iso(found: re.Match[str], source: str) -> Moment | None:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return _checked(f"{year}-{month}-{day}", "%Y-%m-%d", "day", source)
    offset = _offset(zone)
    stamp = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"
    return _checked(stamp, f"%Y-%m-%dT%H:%M:%S{'%z' if offset else ''}", "second" if second else "minute", source)


def _offset(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone[0] not in "+-":
        return "+00:00"
    digits = (zone[1:].replace(":", "") + "00")[:4]
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _checked(stamp: str, shape: str, precision: str, source: str) -> Moment | None:
    try:
        return _moment(datetime.strptime(stamp, shape), precision, source)  # noqa: DTZ007 - a page without an offset has none
    except ValueError:
        return None


def _moment(when: datetime, precision: str, source: str) -> Moment | None:
    if when.year < EARLIEST:
        return None
    confidence = _CONFIDENCE[source]
    if precision == "day":
        return Moment(value=when.date().isoformat(), precision="day", source=source, confidence=confidence)
    if precision == "minute":
        return Moment(value=when.isoformat("T", "minutes"), precision="minute", source=source, confidence=confidence)
    return Moment(value=when.isoformat("T", "seconds"), precision="second", source=source, confidence=confidence)


def _from_time(tree: HtmlElement, path: XPath) -> Moment | None:
    first = next(iter(path(tree)), None)
    return parse(first.get("datetime") or "", "time") if first is not None else None


def _from_url(url: str) -> Moment | None:
    """The day in an address such as /2026/11/23/ or /2026/nov/23/."""
    found = _URL.search(url)
    if not found:
        return None
    year, month, day = found.groups()
    number = month if month.isdigit() else str(_MONTHS.index(month.lower()) + 1)
    return parse(f"{year}-{number:0>2}-{day:0>2}", "url")


def _from_htmldate(page: Page) -> Moment | None:
    found = find_date(page.tree, original_date=True, url=page.url or None, outputformat="%Y-%m-%d")
    return parse(found, "htmldate") if found else None
