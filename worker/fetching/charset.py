"""The characters of a page: from what the server says, what the page says, and what the bytes are."""

import codecs
import re

from worker.contract.page import Page

META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What pages call Latin-1 is Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
BROWSER_NAMES = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "ascii": "windows-1252",
}
LOOK_BYTES = 4096
# English in UTF-16 without a mark: every other byte is zero.
WIDE_BYTES, WIDE_ZEROS = 200, 80


def text_of(page: Page) -> str:
    """The page's text; bytes that fit no character become U+FFFD, and nothing is ever refused.

    The order is that of browsers: byte order mark, the header, the page's own declaration, UTF-8 if the bytes are
    that, else Windows-1252. A declaration that the bytes contradict gives way to UTF-8 where they are UTF-8.
    """
    body = page.body
    for mark, name in BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    if _looks_wide(body):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(_declared(page) or "windows-1252", errors="replace")


def _declared(page: Page) -> str | None:
    head = page.body[:LOOK_BYTES]
    said = [page.charset or "", *(m.group(1).decode() for m in (XML.search(head), META.search(head)) if m)]
    for name in said:
        plain = BROWSER_NAMES.get(name.strip().lower(), name.strip().lower())
        try:
            codec = codecs.lookup(plain) if plain else None
        except LookupError:
            continue
        # Not every codec makes text of bytes, and UTF-8 has just failed.
        if codec is not None and codec._is_text_encoding and codec.name != "utf-8":  # noqa: SLF001 - has no public name
            return codec.name
    return None


def _looks_wide(body: bytes) -> bool:
    head = body[:WIDE_BYTES]
    return len(head) == WIDE_BYTES and max(head[1::2].count(0), head[::2].count(0)) > WIDE_ZEROS
