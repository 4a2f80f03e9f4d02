import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.contract.page import Page
from worker.fetching.charset import text_of

SAID = "“Café”, said Zoë – £5"


def page(body: bytes, charset: str | None = None) -> Page:
    url = "https://news.example/a"
    return Page(url=url, final_url=url, status=200, content_type="text/html", charset=charset, body=body)


def html(charset: str, *, meta: str | None = None, text: str = SAID) -> bytes:
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declared}<title>x</title></head><p>{text}</p></html>".encode(charset)


LONG = SAID + " and then the harbour stayed shut for the night, the coast guard said." * 4
OLD = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'


@pytest.mark.parametrize(
    ("body", "header", "seen"),
    [
        pytest.param(html("utf-8"), None, SAID, id="UTF-8, nothing said"),
        pytest.param(html("utf-8"), "utf-8", SAID, id="UTF-8 and said so"),
        pytest.param(html("utf-8"), "iso-8859-1", SAID, id="UTF-8 under a wrong header"),
        pytest.param(html("utf-8", meta="iso-8859-1"), None, SAID, id="UTF-8 under a wrong meta"),
        pytest.param(html("utf-8"), "no-such-charset", SAID, id="UTF-8 under an unknown name"),
        pytest.param(html("cp1252"), None, SAID, id="Windows-1252, nothing said"),
        pytest.param(html("cp1252"), "windows-1252", SAID, id="Windows-1252 and said so"),
        pytest.param(html("cp1252"), "iso-8859-1", SAID, id="Windows-1252 called Latin-1"),
        pytest.param(html("cp1252"), "utf-8", SAID, id="Windows-1252 called UTF-8"),
        pytest.param(html("cp1252", meta="iso-8859-1"), None, SAID, id="Windows-1252 by meta"),
        pytest.param(OLD.encode() + SAID.encode("cp1252"), None, SAID, id="an old meta"),
        pytest.param(html("cp1251", meta="windows-1251", text="Порт"), None, "Порт", id="Cyrillic by meta"),
        pytest.param(html("cp1251", text="Порт"), "windows-1251", "Порт", id="Cyrillic by header"),
        pytest.param(html("shift_jis", text="港は閉鎖"), "shift_jis", "港は閉鎖", id="Japanese by header"),
        pytest.param(html("gb18030", meta="gbk", text="港口关闭"), None, "港口关闭", id="Chinese by meta"),
        pytest.param(
            b"<?xml version='1.0' encoding='iso-8859-2'?><p>" + "Łódź".encode("iso-8859-2"), None, "Łódź", id="XML"
        ),
        pytest.param(html("utf-8") + b"\xff", "utf-8", SAID, id="UTF-8 with a broken byte"),
        pytest.param(html("utf-8") + b"\xe2\x80", None, SAID, id="UTF-8 cut within a character"),
        pytest.param(codecs.BOM_UTF8 + html("utf-8"), "iso-8859-1", SAID, id="UTF-8 by its mark"),
        pytest.param(html("utf-16"), None, SAID, id="UTF-16 by its mark"),
        pytest.param(codecs.BOM_UTF16_BE + html("utf-16-be"), "utf-8", SAID, id="UTF-16 BE by its mark"),
        pytest.param(html("utf-16-le", text=LONG), None, SAID, id="UTF-16 LE without a mark"),
        pytest.param(html("utf-16-be", text=LONG), None, SAID, id="UTF-16 BE without a mark"),
        pytest.param(html("utf-16-le"), "utf-16le", SAID, id="UTF-16 by header, short"),
        pytest.param(html("cp1252"), "rot13", SAID, id="a codec that makes no text"),
        pytest.param(html("cp1252"), "zip", SAID, id="a codec that unpacks"),
        pytest.param(html("cp1252"), "idna", SAID, id="a codec that raises"),
        pytest.param(html("cp1252"), "utf-7", SAID, id="a charset that browsers refuse"),
    ],
)
def test_the_characters_are_the_writer_s(body: bytes, header: str | None, seen: str) -> None:
    assert seen in text_of(page(body, header))


@given(
    st.binary(max_size=600), st.none() | st.sampled_from(["utf-8", "utf-16", "big5", "idna", "punycode", "hex", "x"])
)
def test_any_bytes_become_text(body: bytes, charset: str | None) -> None:
    text = text_of(page(body, charset))
    assert "\ufeff" not in text[:1]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_mark_is_believed(text: str, charset: str) -> None:
    assert text_of(page(text.encode(charset), "iso-8859-1")) == text
