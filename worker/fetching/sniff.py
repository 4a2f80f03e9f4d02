"""What a body is, whatever its header says of it: https://mimesniff.spec.whatwg.org, as far as articles need it."""

import re

from worker.contract.failures import FailureCode, PermanentError

# Signatures by section 6 of the standard: no text begins with one of these.
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"%!PS-Adobe-", "application/postscript"),
    (b"\x89PNG\r\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"RIFF", "audio, video or image/webp"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!\x1a\x07", "application/x-rar-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"OggS\x00", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOF", "font/woff"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
MP4 = b"ftyp"
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Feeds, sitemaps and drawings (section 7.3 for feeds), and data: what sites also send as text/html.
OTHER_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*|<\?xml-stylesheet[^>]{0,400}>\s*)*"
    rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|svg)\b",
    re.DOTALL,
)
DATA = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"[^\"\n]{1,100}\"\s*:|\[\s*\{\s*\"[^\"\n]{1,100}\"\s*:)")
TAG = re.compile(rb"<[a-zA-Z!/]")
LOOK_BYTES = 4096


def page_type(said: str, body: bytes) -> str:
    """The media type to read a body as.

    Args:
        said: the media type of the header; empty when there was none.
        body: decoded.

    Raises:
        PermanentError: CONTENT_TYPE; by its first bytes it is a picture, a document, an archive, no text.
    """
    found = next((kind for mark, kind in SIGNATURES if body.startswith(mark)), None)
    if found is None and body[4:8] == MP4:
        found = "video/mp4"
    head = body[:LOOK_BYTES]
    if found is None and (OTHER_MARKUP.match(head) or DATA.match(head)):
        found = "application/xml" if OTHER_MARKUP.match(head) else "application/json"
    if found is not None:
        raise PermanentError(FailureCode.CONTENT_TYPE, content_type=said, looks_like=found)
    if said == "text/plain" and HTML.match(head):
        return "text/html"
    if not said:
        return "text/html" if TAG.search(head) else "text/plain"
    return said
