"""The characters of a page: from what the server says, what the page says, and what the bytes are."""

import codecs
import re

from worker.contract.page import Page

META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""")
BROKEN = "\N{REPLACEMENT CHARACTER}"
BEYOND_ASCII = re.compile(r"[^\x00-\x7f\N{REPLACEMENT CHARACTER}]")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What a browser takes for these names: https://encoding.spec.whatwg.org/#names-and-labels
BROWSER_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Python's codecs for the encodings of that standard. Other codecs raise, unpack, or read markup out of plain letters.
BROWSER_KNOWS = frozenset(
    [
        *BROWSER_CODECS.values(),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp{page}" for page in (866, 1250, 1251, 1253, 1255, 1256, 1257, 1258)),
        *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"),
    ]
)
# So many good characters beyond ASCII to a broken one, and a page is UTF-8 with a fault in it.
GOOD_TO_BROKEN = 4
LOOK_BYTES = 4096
# English in UTF-16 without a mark: every other byte is zero.
WIDE_BYTES, WIDE_ZEROS = 200, 80


def text_of(page: Page) -> str:
    """The page's text; bytes that fit no character become U+FFFD, and nothing is ever refused.

    The order is that of browsers: byte order mark, the header, the page's own declaration, UTF-8 if the bytes are
    that, else Windows-1252. A declaration that the bytes contradict gives way to UTF-8 where they are UTF-8, a few
    broken ones among many aside.
    """
    body = page.body
    for mark, name in BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    if _looks_wide(body):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", errors="replace")
    text = body.decode("utf-8", errors="replace")
    broken = text.count(BROKEN)
    if not broken or len(BEYOND_ASCII.findall(text)) > GOOD_TO_BROKEN * broken:
        return text
    return body.decode(_declared(page) or "cp1252", errors="replace")


def _declared(page: Page) -> str | None:
    head = page.body[:LOOK_BYTES]
    said = [page.charset or "", *(m.group(1).decode() for m in (XML.search(head), META.search(head)) if m)]
    for name in said:
        try:
            codec = codecs.lookup(name.strip()).name
        except (LookupError, ValueError):
            continue
        plain = BROWSER_CODECS.get(codec, codec)
        if plain in BROWSER_KNOWS:
            return plain
    return None


def _looks_wide(body: bytes) -> bool:
    head = body[:WIDE_BYTES]
    return len(head) == WIDE_BYTES and max(head[1::2].count(0), head[::2].count(0)) > WIDE_ZEROS
