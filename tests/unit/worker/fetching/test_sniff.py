import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.contract.failures import DatelineError, FailureCode
from worker.fetching.sniff import page_type


@pytest.mark.parametrize(
    ("said", "body", "kind"),
    [
        ("text/html", b"<p>The harbour closed.", "text/html"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>", "application/xhtml+xml"),
        ("text/plain", b"The harbour closed. a < b", "text/plain"),
        ("text/plain", b"<p>is a paragraph in HTML, as this text explains.", "text/plain"),
        ("text/plain", b"<!DOCTYPE html><p>The harbour closed.", "text/html"),
        ("text/plain", b"\xef\xbb\xbf\n <!-- a --> <html lang=en><p>The harbour closed.", "text/html"),
        ("", b"<p>The harbour closed.", "text/html"),
        ("", b"The harbour closed.", "text/plain"),
        ("", b"", "text/plain"),
        ("text/html", b"", "text/html"),
        ("text/html", b"<?xml version='1.0'?><!-- a --><html><p>x", "text/html"),
        ("text/html", b'<p>{"a": 1}', "text/html"),
        ("text/plain", b"[Harwick, Monday] The harbour closed.", "text/plain"),
        ("text/html", "<p>x".encode("utf-16"), "text/html"),
    ],
)
def test_text_is_read_as_what_it_is(said: str, body: bytes, kind: str) -> None:
    assert page_type(said, body) == kind


@pytest.mark.parametrize("said", ["text/html", "text/plain", ""])
@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"PK\x03\x04\x14\x00",
        gzip.compress(b"<p>twice"),
        b"\x00\x00\x00\x18ftypmp42",
        b"\x1aE\xdf\xa3webm",
        b"<?xml version='1.0'?>\n<!-- made by hand --><rss version='2.0'><channel>",
        b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<?xml version='1.0'?><urlset>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>x",
        b'{"error": "no such article"}',
        b'[{"title": "<p>x"}]',
    ],
)
def test_a_file_that_calls_itself_a_page_is_refused(said: str, body: bytes) -> None:
    with pytest.raises(DatelineError) as error:
        page_type(said, body)
    assert (error.value.code, error.value.retryable) == (FailureCode.CONTENT_TYPE, False)
    assert error.value.evidence["looks_like"]


@given(st.sampled_from(["", "text/plain", "text/html"]), st.binary(max_size=300))
def test_any_bytes_get_a_type_or_a_reason(said: str, body: bytes) -> None:
    try:
        kind = page_type(said, body)
    except DatelineError:
        return
    assert kind in {"text/plain", "text/html"}
