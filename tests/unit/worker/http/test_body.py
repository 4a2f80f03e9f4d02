import pytest

from worker.http.body import content_type


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("text/html", "text/html", None),
        ("Text/HTML; Charset=UTF-8", "text/html", "utf-8"),
        ('text/html;charset="iso-8859-1"', "text/html", "iso-8859-1"),
        ("text/html; charset='utf-8'", "text/html", "utf-8"),
        ("text/html ; boundary=x ; charset = utf-8 ", "text/html", "utf-8"),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset", "text/html", None),
        ("text/html;", "text/html", None),
        ("text/html, text/html", "text/html", None),
        ("text/html; charset=utf-8, text/html", "text/html", "utf-8"),
        ("", "", None),
        (";charset=utf-8", "", "utf-8"),
    ],
)
def test_the_type_and_the_charset_are_read(header: str, kind: str, charset: str | None) -> None:
    assert content_type(header) == (kind, charset)
