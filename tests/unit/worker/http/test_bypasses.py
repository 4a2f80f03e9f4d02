"""Ways that are known to lead a fetcher inside, one URL each: all refused, and nothing sent; harmless ones are tried.

Every attempt of this process to connect is seen by an audit hook and stopped there, so nothing leaves the machine.
"""

import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.contract.failures import DatelineError, FailureCode
from worker.contract.urls import check_submitted
from worker.http.client import ExchangeError, GuardedClient
from worker.http.guard import Guard


class Attempts:
    """What was to be connected to while it watches. Audit hooks cannot be taken away, so there is one for all tests."""

    def __init__(self) -> None:
        self.seen: list[Any] | None = None
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if self.seen is not None and event in {"socket.connect", "socket.sendto"}:
            self.seen.append(args[1])
            raise ConnectionRefusedError("stopped by the test")


ATTEMPTS = Attempts()


@pytest.fixture(scope="module")
def client() -> Iterator[GuardedClient]:
    shared = GuardedClient(Guard(), resolve=resolve)
    yield shared
    shared.close()


@pytest.fixture
def attempts() -> Iterator[list[Any]]:
    ATTEMPTS.seen = []
    yield ATTEMPTS.seen
    ATTEMPTS.seen = None


PUBLIC = {"news.example", "both.example", "xn--n3h.example"}
# Names that a stranger can register, and what they may answer.
NAMES = {
    "inside.example": ["10.0.0.1"],
    "loop.example": ["127.0.0.1"],
    "loop6.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "metadata6.example": ["fd00:ec2::254"],
    "metadata.google.internal": ["169.254.169.254"],
    "wire.example": ["168.63.129.16"],
    "zero.example": ["0.0.0.0"],
    "mixed.example": ["93.184.216.34", "10.0.0.1"],
    "mixed6.example": ["2606:4700::1111", "fe80::1%eth0"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "sixtofour.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:53aa:64c:0:0:80ff:fffe"],
    "compatible.example": ["::127.0.0.1"],
    "localhost.example": ["127.0.0.53"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "10.0.0.1.nip.example": ["10.0.0.1"],
    "xn--bcher-kva.example": ["192.168.1.1"],
    "kubernetes.default.svc": ["10.96.0.1"],
    "xn--n3h.example": ["93.184.216.34"],
    "news.example": ["93.184.216.34"],
    "both.example": ["93.184.216.34", "2606:4700::1111"],
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
}


def resolve(host: str, port: int) -> list[str]:
    """The table for names; for all else what the machine's resolver makes of figures, which asks nobody."""
    name = host.lower().removesuffix(".")
    if name in NAMES:
        return NAMES[name]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(info[4][0]) for info in found]


IPV4 = [
    *("127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "127.0.0.1.", "127.255.255.254", "127.127.127.127"),
    *("2130706433", "2130706433.", "0x7f000001", "0X7F000001", "0x7f.1", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "017700000001"),
    *("0177.0.0.1", "0177.0.0.01", "0177.1", "00177.0.0.1", "0x7f.0.0.01", "127.0x0.1", "0x07f.0.1", "4294967295"),
    *("0", "0.0.0.0", "0.", "00000", "0x0", "0.0", "0.1.2.3", "000.000.000.000"),
    *("10.0.0.1", "10.1", "167772161", "0xa000001", "012.0.0.1", "10.255.255.255"),
    *("172.16.0.1", "172.31.255.255", "0xac100001", "2886729729", "192.168.0.1", "192.168.1", "192.168.257"),
    *("3232235521", "0xc0a80001", "0300.0250.0.1", "0xc0.0xa8.1"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "169.254.43518"),
    *("169.16689662", "169.254.170.2", "169.254.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1"),
    *("203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
]  # fmt: skip
IPV6 = [
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::0]", "[::127.0.0.1]", "[::7f00:1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::FFFF:127.0.0.1]", "[::ffff:0:127.0.0.1]"),
    *("[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:169.254.169.254]", "[::ffff:0.0.0.0]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]"),
    *("[2002:a9fe:a9fe::]", "[2002:a00:1::1]", "[2001:0:53aa:64c::]", "[2001:10::1]", "[2001:20::1]", "[2001:db8::1]"),
    *("[3fff::1]", "[fc00::1]", "[fd00::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]"),
    *("[100::1]", "[5f00::1]", "[4000::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%25lo]"),
]  # fmt: skip
TRICKS = [
    *("http://127。0。0。1/", "http://１２７.０.０.１/", "http://127．0．0．1/", "http://①②⑦.⓪.⓪.①/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"),
    *("http://ｌｏｃａｌｈｏｓｔ/", "http://LOCALHOST/", "http://localhost./", "http://localhost:80/", "http://ip6-localhost/"),
    *("http://127.0.0.1%00.news.example/", "http://127.0.0.1%2f.news.example/", "http://%31%32%37.0.0.1/"),
    *("http://127%2e0%2e0%2e1/", "http://loc%61lhost/", "http://0x7f%2e1/", "http://127.0.0.1\t/", "http://127.0.0\t.1/"),
    *("http://127.0.0.1\n/", "http://\r\n127.0.0.1/", " http://127.0.0.1/", "http://127.0.0.1\\@news.example/"),
    *("http://news.example@127.0.0.1/", "http://news.example:80@127.0.0.1/"),
    *("http://a@b@127.0.0.1/", "http://127.0.0.1:80@127.0.0.1/"),
    *("http:\\\\127.0.0.1\\", "http:/127.0.0.1/", "http:127.0.0.1/", "http:///127.0.0.1/", "http://///127.0.0.1/"),
    *("//127.0.0.1/", "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://127.0.0.1:80:80/", "http://[::1]:22/"),
    *("http://[127.0.0.1]/", "http://[::1/", "http://::1/", "http://[::ffff:127.0.0.1]:6379/", "http://[0x7f::1]/"),
    *("http://local\u00adhost/", "http://127\u200b.0.0.1/", "http://127.0.0.1\u3002/", "http://١٢٧.0.0.1/", "http://localhost%20/"),
    *("file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:6379/_INFO", "ftp://127.0.0.1/"),
    *("dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/", "data:text/html,<p>x", "javascript:alert(1)", "jar:http://127.0.0.1!/"),
    *("view-source:http://127.0.0.1/", "unix:/var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fdocker.sock/info"),
    *("ws://127.0.0.1/", "blob:http://127.0.0.1/1", "about:blank", "", "http://", "https://"),
]  # fmt: skip
BYPASSES = [
    *(f"http://{host}/" for host in IPV4 + IPV6),
    *TRICKS,
    *(f"https://{name}/latest/meta-data/" for name in NAMES if name not in PUBLIC),
]
HARMLESS = [
    *("https://news.example/", "https://both.example/a", "http://9.9.9.9/", "http://172.32.0.1/", "http://192.0.1.1/"),
    *("http://100.63.255.255/", "http://100.128.0.1/", "http://[2606:4700:4700::1111]/", "http://[::ffff:9.9.9.9]/"),
    *(
        "http://news.example#@127.0.0.1/",
        "http://news.example\\@127.0.0.1/",
        "http://☃.example/",
    ),
    *("http://198.17.255.255/", "http://198.20.0.1/", "http://169.253.255.255/", "http://[2a00:1450::1]/"),
]


def test_the_list_is_long() -> None:
    assert len(set(BYPASSES)) >= 200


@pytest.mark.parametrize("url", BYPASSES)
def test_nothing_is_sent_inside(url: str, client: GuardedClient, attempts: list[Any]) -> None:
    with pytest.raises(DatelineError) as refused:
        client.get(url, deadline=5)
    with pytest.raises(ExchangeError) as undelivered:
        client.post(url, body=b"{}", headers={}, deadline=5)
    codes = {FailureCode.BLOCKED_ADDRESS, FailureCode.BAD_URL, FailureCode.DNS}
    assert {refused.value.code, undelivered.value.code} <= codes
    assert attempts == []


@pytest.mark.parametrize("url", HARMLESS)
def test_what_is_on_the_public_internet_is_tried(url: str, client: GuardedClient, attempts: list[Any]) -> None:
    check_submitted(url)
    with pytest.raises(DatelineError) as failed:
        client.get(url, deadline=5)
    assert failed.value.code is FailureCode.CONNECT
    assert attempts


@pytest.fixture(scope="module")
def nobody() -> Iterator[GuardedClient]:
    """A client to whom every name is unknown."""
    alone = GuardedClient(Guard(), resolve=lambda _host, _port: [])
    yield alone
    alone.close()


@settings(deadline=None)
@given(st.sampled_from(["http://", "https://", "http:", ""]), st.text(max_size=60))
def test_any_text_ends_with_a_reason(nobody: GuardedClient, scheme: str, rest: str) -> None:
    with pytest.raises(DatelineError):
        nobody.get(scheme + rest, deadline=5)
