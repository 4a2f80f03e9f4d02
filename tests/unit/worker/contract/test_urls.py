"""Which URLs are one article: tables of pairs, and what holds of any text."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from worker.contract.failures import DatelineError, FailureCode
from worker.contract.urls import check_submitted, host_of, may_join, origin_of, redirected, same_site, sameness_key

A = "https://courier.example/a"
SAME = [
    # scheme, www, port, host
    (A, "http://courier.example/a"),
    (A, "https://www.courier.example/a"),
    (A, "http://www.courier.example/a"),
    (A, "HTTPS://courier.example/a"),
    (A, "https://COURIER.Example/a"),
    (A, "https://WWW.courier.example/a"),
    (A, "https://courier.example:443/a"),
    (A, "http://courier.example:80/a"),
    (A, "https://courier.example./a"),
    (A, "https://reader@courier.example/a"),
    (A, "https://reader:word@courier.example/a"),
    (A, "https:courier.example/a"),
    (A, "https:///courier.example/a"),
    (A, "https:\\\\courier.example\\a"),
    (A, " https://courier.example/a "),
    (A, "\thttps://courier.example/a\n"),
    (A, "https://cou\nrier.example/a"),
    (A, "https://%63ourier.example/a"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://BÜCHER.example/a", "https://bücher.example/a"),
    ("https://ｃｏｕｒｉｅｒ.example/a", A),
    ("https://courier。example/a", A),
    ("http://127.0.0.1/a", "http://127.1/a"),
    ("http://127.0.0.1/a", "http://0x7f.1/a"),
    ("http://127.0.0.1/a", "http://2130706433/a"),
    ("http://127.0.0.1/a", "http://0177.0.0.01/a"),
    ("http://[::1]/a", "http://[0:0:0:0:0:0:0:1]/a"),
    ("http://[2001:DB8::A]/a", "http://[2001:db8:0::a]/a"),
    ("http://[::ffff:1.2.3.4]/a", "http://[::ffff:102:304]/a"),
    ("https://courier.example:8080/a", "http://www.courier.example:8080/a"),
    # path
    ("https://courier.example", "https://courier.example/"),
    ("https://courier.example?", "https://courier.example/"),
    ("https://courier.example/#top", "https://courier.example"),
    (A, "https://courier.example/./a"),
    (A, "https://courier.example/b/../a"),
    (A, "https://courier.example/../../a"),
    (A, "https://courier.example/%2e/a"),
    (A, "https://courier.example/b/%2E%2e/a"),
    (A, "https://courier.example\\a"),
    (A, "https://courier.example/%61"),
    ("https://courier.example/a/", "https://courier.example/a/b/.."),
    ("https://courier.example/a/", "https://courier.example/a/."),
    ("https://courier.example/~ann", "https://courier.example/%7Eann"),
    ("https://courier.example/~ann", "https://courier.example/%7eann"),
    ("https://courier.example/a-b_c.d", "https://courier.example/a%2Db%5Fc%2Ed"),
    ("https://courier.example/caf%C3%A9", "https://courier.example/caf%c3%a9"),
    ("https://courier.example/café", "https://courier.example/caf%C3%A9"),
    ("https://courier.example/港", "https://courier.example/%E6%B8%AF"),
    ("https://courier.example/a b", "https://courier.example/a%20b"),
    ('https://courier.example/"a"', "https://courier.example/%22a%22"),
    ("https://courier.example/a%2fb", "https://courier.example/a%2Fb"),
    # fragment
    (A, A + "#comments"),
    (A, A + "#"),
    (A, A + "#:~:text=harbour"),
    (A + "#one", A + "#two"),
    (A, A + "#?id=5"),
    # tracking
    (A, A + "?utm_source=feed"),
    (A, A + "?utm_source=feed&utm_medium=rss&utm_campaign=x"),
    (A, A + "?utm_brand_new_thing=1"),
    (A, A + "?utm_source"),
    (A, A + "?utm_source="),
    (A, A + "?%75tm_source=feed"),
    (A, A + "?fbclid=IwAR0"),
    (A, A + "?gclid=1"),
    (A, A + "?gclid=1&gclsrc=aw.ds"),
    (A, A + "?gbraid=1&wbraid=2"),
    (A, A + "?dclid=1"),
    (A, A + "?msclkid=1"),
    (A, A + "?yclid=1"),
    (A, A + "?twclid=1"),
    (A, A + "?ttclid=1"),
    (A, A + "?li_fat_id=1"),
    (A, A + "?igshid=1"),
    (A, A + "?mc_cid=a&mc_eid=b"),
    (A, A + "?_hsenc=a&_hsmi=b"),
    (A, A + "?hsCtaTracking=a"),
    (A, A + "?mkt_tok=a"),
    (A, A + "?vero_id=a"),
    (A, A + "?oly_enc_id=a&oly_anon_id=b"),
    (A, A + "?_ga=1.2&_gl=3"),
    (A, A + "?srsltid=a"),
    (A, A + "?pk_campaign=a&pk_kwd=b"),
    (A, A + "?mtm_campaign=a"),
    (A, A + "?at_medium=a&at_campaign=b"),
    (A, A + "?ns_mchannel=social&ns_source=x"),
    (A, A + "?xtor=RSS-3"),
    (A, A + "?WT.mc_id=a"),
    (A, A + "?guccounter=1&guce_referrer=x&guce_referrer_sig=y"),
    (A, A + "?__twitter_impression=true"),
    (A, A + "?ref_src=twsrc"),
    (A, A + "?"),
    (A, A + "?&"),
    (A, A + "?&&utm_source=x&"),
    (A + "?id=5", A + "?utm_source=x&id=5"),
    (A + "?id=5", A + "?id=5&utm_source=x#top"),
    (A + "?12345", A + "?12345&fbclid=x"),
    # query
    (A + "?a=1&b=2", A + "?b=2&a=1"),
    (A + "?a=1&b=2", A + "?b=2&&a=1&"),
    (A + "?c&b=2&a", A + "?a&b=2&c"),
    (A + "?a=1&a=2&b=3", A + "?b=3&a=1&a=2"),
    (A + "?q=a+b", A + "?q=a%20b"),
    (A + "?q=a b", A + "?q=a%20b"),
    (A + "?q=%c3%a9", A + "?q=é"),
    (A + "?q=%7e", A + "?q=~"),
    ("http://www.courier.example:80/a/?b&a#c", "https://courier.example:443/a/?a&b"),
]
NOT_THE_SAME = [
    # host
    (A, "https://courier.test/a"),
    (A, "https://news.courier.example/a"),
    (A, "https://m.courier.example/a"),
    (A, "https://amp.courier.example/a"),
    (A, "https://wwwcourier.example/a"),
    (A, "https://www2.courier.example/a"),
    (A, "https://courier.example:8080/a"),
    (A, "https://courier.example.test/a"),
    ("https://www.test/a", "https://test/a"),
    ("https://bücher.example/a", "https://bucher.example/a"),
    ("http://127.0.0.1/a", "http://127.0.0.2/a"),
    ("http://[::1]/a", "http://[::2]/a"),
    # path
    (A, "https://courier.example/A"),
    (A, "https://courier.example/a/"),
    (A, "https://courier.example//a"),
    (A, "https://courier.example/a/b"),
    (A, "https://courier.example/a.html"),
    (A, "https://courier.example/a;v=1"),
    (A, "https://courier.example/a%20"),
    (A, "https://courier.example/a%00"),
    (A, "https://courier.example/amp/a"),
    (A, "https://courier.example/"),
    ("https://courier.example/a/b", "https://courier.example/a%2Fb"),
    ("https://courier.example/a?b", "https://courier.example/a%3Fb"),
    ("https://courier.example/a%23b", "https://courier.example/a#b"),
    ("https://courier.example/a+b", "https://courier.example/a%20b"),
    ("https://courier.example/a b/c", "https://courier.example/ab/c"),
    ("https://courier.example/100%25", "https://courier.example/100"),
    ("https://courier.example/%2541", "https://courier.example/%41"),
    ("https://courier.example/index.php", "https://courier.example/"),
    ("https://courier.example/index.html", "https://courier.example/"),
    ("https://courier.example/café", "https://courier.example/cafe"),
    # query
    (A, A + "?12345"),
    (A, A + "?id"),
    (A, A + "?id="),
    (A, A + "?id=5"),
    (A, A + "?gallery=5"),
    (A, A + "?source=rss"),
    (A, A + "?page=2"),
    (A, A + "?p=2"),
    (A, A + "?ref=home"),
    (A, A + "?cid=7"),
    (A, A + "?amp"),
    (A, A + "?amp=1"),
    (A, A + "?outputType=amp"),
    (A, A + "?print=1"),
    (A, A + "?lang=fr"),
    (A, A + "?v=2"),
    (A, A + "?share=x"),
    (A, A + "?UTM_SOURCE=feed"),
    (A, A + "?utm=1"),
    (A, A + "?xutm_source=1"),
    (A, A + "?fbclidx=1"),
    (A, A + "?gclid.x=1"),
    (A, A + "?mtm_anything=1"),
    (A, A + "?s=fbclid"),
    (A, A + "?s=utm_source=1"),
    (A + "?id=5", A + "?id=6"),
    (A + "?id=5", A + "?ID=5"),
    (A + "?id=5", A + "?id=5&id=5"),
    (A + "?id=1&id=2", A + "?id=2&id=1"),
    (A + "?id=a", A + "?id=A"),
    (A + "?a=1&b=2", A + "?a=2&b=1"),
    (A + "?a=b%26c", A + "?a=b&c"),
    (A + "?a=b%3Dc", A + "?ab=c"),
    (A + "?q=a%2Bb", A + "?q=a+b"),
    (A + "?12345", A + "?12346"),
    (A + "?a/b", A + "/b?a"),
    # no web addresses
    (A, "courier.example/b"),
    (A, "ftp://courier.example/a"),
    (A, "mailto:a@courier.example"),
    ("mailto:a@courier.example", "mailto:b@courier.example"),
    ("https://", "http://"),
    ("urn:isbn:1", "urn:isbn:2"),
    ("", A),
]


def test_the_tables_are_long_enough() -> None:
    assert len({*SAME, *NOT_THE_SAME}) == len(SAME) + len(NOT_THE_SAME)
    assert len(SAME) + len(NOT_THE_SAME) >= 150


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    assert sameness_key(one) == sameness_key(other)


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_not_the_same(one: str, other: str) -> None:
    assert sameness_key(one) != sameness_key(other)


ODD = st.text(st.sampled_from(list("htps:/\\.@[]%?#&=+aA0129éÜ 　\t\n\x00\u200d\ud800。ß~-_")), max_size=40)
WEB = st.builds(
    "{}://{}{}{}/{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["", "www.", "m.", "www.www.", "WWW."]),
    st.sampled_from(
        ["a.example", "bücher.example", "127.0.0.1", "[::1]", "a.example.", "com", "xn--bcher-kva.example"]
    ),
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    ODD,
    ODD.map(lambda text: f"?{text}") | st.just(""),
)


STRIPPED = "".join(map(chr, range(33)))  # WHATWG takes these off both ends


def is_web(url: str) -> bool:
    with suppress(DatelineError):
        return bool(host_of(url))
    return False


@given(ODD | WEB | st.text())
def test_any_text_has_a_key_of_printable_ascii(url: str) -> None:
    key = sameness_key(url)
    assert key.isascii()
    assert key.isprintable()
    assert " " not in key


@given(WEB)
def test_the_key_is_its_own_key(url: str) -> None:
    key = sameness_key(url)
    assume(is_web(url))
    assert sameness_key(f"https://{key}") == key


@given(WEB, st.sampled_from(["utm_source=x", "fbclid=1", "utm_x", "&", "gclid=%41"]))
def test_tracking_never_counts(url: str, more: str) -> None:
    plain = url.partition("#")[0].rstrip(STRIPPED)
    assume(is_web(plain))
    assert sameness_key(f"{plain}{'&' if '?' in plain else '?'}{more}") == sameness_key(plain)


@given(WEB, st.sampled_from(["id=5", "12345", "gallery=x", "page"]))
def test_whatever_else_is_asked_for_counts(url: str, more: str) -> None:
    plain = url.partition("#")[0].rstrip(STRIPPED)
    longer = f"{plain}{'&' if '?' in plain else '?'}{more}"
    assume(is_web(plain))
    assert sameness_key(longer) != sameness_key(plain)


@given(ODD | WEB | st.text(), ODD | WEB | st.text())
def test_no_text_trips_what_judges_urls(one: str, other: str) -> None:
    assert same_site(one, other) in {True, False}
    assert may_join(one, other) in {True, False}
    for judge in (check_submitted, host_of, origin_of, lambda url: redirected(url, other)):
        with suppress(DatelineError):
            judge(one)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (A, None),
        ("HTTP://courier.example", None),
        ("http://127.0.0.1:8000/a?b#c", None),
        ("https://bücher.example/ü?ü", None),
        ("https://news.google.com/", None),
        ("https://news.google.com/topics/CAAq", None),
        ("https://articles.example/articles/1", None),
        ("https://news.google.example/articles/1", None),
        ("https://news.google.com/articles/CBMi", FailureCode.REDIRECT_SERVICE),
        ("https://news.google.com/rss/articles/CBMi?oc=5", FailureCode.REDIRECT_SERVICE),
        ("https://news.google.com/__i/rss/rd/articles/CBMi", FailureCode.REDIRECT_SERVICE),
        ("http://NEWS.google.com/read/CBMi", FailureCode.REDIRECT_SERVICE),
        ("https://news.google.co.uk/articles/CBMi", FailureCode.REDIRECT_SERVICE),
        ("", FailureCode.BAD_URL),
        ("courier.example/a", FailureCode.BAD_URL),
        ("//courier.example/a", FailureCode.BAD_URL),
        ("https:courier.example/a", FailureCode.BAD_URL),
        ("https://", FailureCode.BAD_URL),
        ("https://?a", FailureCode.BAD_URL),
        ("https://courier example/", FailureCode.BAD_URL),
        ("https://courier.example/\na", FailureCode.BAD_URL),
        ("https://courier.example:99999/", FailureCode.BAD_URL),
        ("https://[::1/", FailureCode.BAD_URL),
        ("https://1.2.3.400/", FailureCode.BAD_URL),
        ("https://me@courier.example/", FailureCode.BAD_URL),
        ("https://me:word@courier.example/", FailureCode.BAD_URL),
        ("file:///etc/passwd", FailureCode.BAD_URL),
        ("javascript:alert(1)", FailureCode.BAD_URL),
        ("https://courier.example/" + "a" * 9000, FailureCode.BAD_URL),
    ],
)
def test_what_may_be_submitted(url: str, code: FailureCode | None) -> None:
    if code is None:
        check_submitted(url)
        return
    with pytest.raises(DatelineError) as error:
        check_submitted(url)
    assert error.value.code is code
    assert "word" not in str(error.value.evidence)


@pytest.mark.parametrize(
    ("canonical", "final", "joins"),
    [
        (A, A + "?print=1", True),
        (A, "https://amp.courier.example/a", True),
        (A, "https://m.courier.example/a", True),
        ("https://www.courier.example/a", "https://mobile.courier.example/x/a", True),
        ("https://other.example/a", A, False),
        ("https://courier.example.test/a", A, False),
        ("https://sport.courier.example/a", A, False),
        ("https://courier.example:8080/a", A, False),
        ("https://courier.example/", A, False),
        ("https://www.courier.example", A + "?id=5", False),
        ("https://courier.example/", "https://courier.example/?utm_source=x", False),
        ("https://courier.example/", "http://www.courier.example/", True),
        ("/a", A, False),
        ("", A, False),
    ],
)
def test_a_canonical_address_joins_where_it_can_be_believed(canonical: str, final: str, *, joins: bool) -> None:
    assert may_join(canonical, final) is joins


@pytest.mark.parametrize(
    ("here", "target", "there"),
    [
        ("https://a.example/b/c?d#e", "f", "https://a.example/b/f"),
        ("https://a.example/b/c", "../f?g", "https://a.example/f?g"),
        ("https://a.example/b", "//c.example/d", "https://c.example/d"),
        ("https://a.example/b", "http:/d", "http://d/"),
        ("https://a.example/b", " https://c.example/ü ", "https://c.example/%C3%BC"),
        ("https://a.example/b?c", "#d", "https://a.example/b?c#d"),
        ("https://a.example/b", "\\\\c.example\\d", "https://c.example/d"),
    ],
)
def test_redirects_lead_where_a_browser_would_go(here: str, target: str, there: str) -> None:
    assert redirected(here, target) == there


def test_host_and_origin_are_as_a_browser_would_ask_them() -> None:
    url = "https://me@BÜCHER.example:443/a"
    assert (host_of(url), origin_of(url)) == ("xn--bcher-kva.example", "https://xn--bcher-kva.example")
    assert host_of("http://a.example:8080") == "a.example:8080"
