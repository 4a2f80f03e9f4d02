"""What an exchange may cost, whatever the peer does. Outcomes only: a peer that held the client would time the test out."""

import gzip
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from ipaddress import ip_network
from itertools import repeat

import pytest
from raw_server import Peer, RawServer, Script, answer, says

from worker.contract.failures import DatelineError, FailureCode
from worker.http.client import ExchangeError, Fetched, GuardedClient, Limits
from worker.http.guard import Guard

GUARD = Guard([ip_network("127.0.0.0/8")])
SOON = 0.4
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = 1_000_000


def fetched(script: Script, *, scheme: str = "http", **limits: float) -> Fetched:
    client = GuardedClient(GUARD, Limits(**limits))  # type: ignore[arg-type]  # a test's numbers are whole where needed
    with RawServer(script) as server:
        try:
            return client.get(f"{scheme}://127.0.0.1:{server.port}/", deadline=SOON if not limits else None)
        finally:
            client.close()


def failed(script: Script, *, scheme: str = "http", **limits: float) -> DatelineError:
    with pytest.raises(DatelineError) as error:
        fetched(script, scheme=scheme, **limits)
    return error.value


def drips(before: bytes, piece: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(before)
        peer.drip(piece)

    return script


def drips_into_the_handshake(peer: Peer) -> None:
    peer.say(b"\x16\x03\x03\x40\x00\x02")
    peer.drip(b"\x00")


@pytest.mark.parametrize(
    ("script", "scheme", "phase"),
    [
        pytest.param(drips(b"", b"H"), "http", "headers", id="status line never said"),
        pytest.param(lambda peer: peer.wait(), "http", "headers", id="silence"),
        pytest.param(drips(HEAD + b"X-Long: ", b"x"), "http", "headers", id="header"),
        pytest.param(drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), "http", "headers", id="interim answers"),
        pytest.param(drips(HEAD + b"Content-Length: 100000\r\n\r\n", b"x"), "http", "body", id="body"),
        pytest.param(drips(HEAD + b"\r\n", b"x"), "http", "body", id="body without a length"),
        pytest.param(drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), "http", "body", id="chunks"),
        pytest.param(drips_into_the_handshake, "https", "tls", id="TLS handshake"),
        pytest.param(lambda peer: peer.wait(), "https", "tls", id="TLS silence"),
    ],
)
def test_the_deadline_holds_for_all_of_it_together(script: Script, scheme: str, phase: str) -> None:
    error = failed(script, scheme=scheme)
    assert (error.code, error.retryable) == (FailureCode.TIMEOUT, True)
    assert error.evidence["phase"] == phase
    assert error.evidence["address"] == "127.0.0.1"


def test_waiting_for_a_name_is_part_of_the_deadline() -> None:
    never = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        never.wait()
        return []

    client = GuardedClient(GUARD, resolve=resolve)
    with pytest.raises(DatelineError) as error:
        client.get("http://slow.example/", deadline=SOON)
    never.set()
    assert (error.value.code, error.value.retryable) == (FailureCode.DNS, True)


def test_redirects_share_one_deadline() -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(answer(b"", "Location: /next", status="302 Found"))

    error = failed(script, max_redirects=10**9, deadline=SOON)
    assert error.code in {FailureCode.TIMEOUT, FailureCode.DNS}  # by what it was at when the deadline came


def test_a_peer_that_does_not_read_a_post_s_body_does_not_hold_it() -> None:
    def script(peer: Peer) -> None:
        peer.read_slowly()

    client = GuardedClient(GUARD)
    with RawServer(script) as server, pytest.raises(ExchangeError) as error:
        client.post(f"{server.url}/", body=b"x" * 20 * MEGABYTE, headers={}, deadline=SOON)
    assert (error.value.code, error.value.phase) == (FailureCode.TIMEOUT, "write")


def gzipped(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(b"\0" * MEGABYTE) for _ in range(size // MEGABYTE)]
    return b"".join(pieces) + packer.flush()


def peak_of(script: Script, *, scheme: str = "http", **limits: float) -> tuple[DatelineError, int]:
    tracemalloc.start()
    try:
        error = failed(script, scheme=scheme, **limits)
        return error, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


BOMB = gzipped(200 * MEGABYTE)


@pytest.mark.parametrize(
    ("bomb", "encoding", "code"),
    [
        pytest.param(BOMB, "gzip", FailureCode.TOO_LARGE, id="gzip"),
        pytest.param(BOMB, "GZip", FailureCode.TOO_LARGE, id="gzip in capitals"),
        pytest.param(BOMB * 3, "x-gzip", FailureCode.TOO_LARGE, id="one gzip file after another"),
        pytest.param(gzip.compress(BOMB), "gzip, gzip", FailureCode.CONTENT_ENCODING, id="stacked"),
        pytest.param(b"\x8b\x03\x80" * 100, "br", FailureCode.CONTENT_ENCODING, id="brotli"),
        pytest.param(BOMB, "br, gzip", FailureCode.CONTENT_ENCODING, id="brotli under gzip"),
        pytest.param(zlib.compress(b"\0" * MEGABYTE), "deflate", FailureCode.CONTENT_ENCODING, id="deflate"),
        pytest.param(b"(\xb5/\xfd", "zstd", FailureCode.CONTENT_ENCODING, id="zstandard"),
    ],
)
def test_a_bomb_is_refused_before_it_takes_memory(bomb: bytes, encoding: str, code: FailureCode) -> None:
    said = answer(bomb, f"Content-Encoding: {encoding}")
    error, peak = peak_of(says(said), max_decoded_bytes=2 * MEGABYTE)
    assert (error.code, error.retryable) == (code, False)
    assert peak < 2 * MEGABYTE + 5 * MEGABYTE


def test_a_body_just_within_the_cap_takes_hardly_more_memory_than_its_size() -> None:
    said = answer(gzipped(20 * MEGABYTE), "Content-Encoding: gzip")
    tracemalloc.start()
    page = fetched(says(said), max_decoded_bytes=20 * MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(page.body) == 20 * MEGABYTE
    assert peak < 20 * MEGABYTE + 5 * MEGABYTE


def test_a_thousand_empty_gzip_files_in_a_row_cost_nothing() -> None:
    page = fetched(says(answer(gzip.compress(b"") * 1000, "Content-Encoding: gzip")))
    assert page.body == b""


def test_gzip_files_that_follow_each_other_are_one_body() -> None:
    body = gzip.compress(b"first ") + gzip.compress(b"second") + b"\0\0\0"
    assert fetched(says(answer(body, "Content-Encoding: gzip"))).body == b"first second"


@pytest.mark.parametrize("length", [None, 10**9])
def test_more_bytes_than_may_come_over_the_wire_are_refused(length: int | None) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(HEAD, b"\r\n" if length is None else f"Content-Length: {length}\r\n\r\n".encode())
        peer.pour(repeat(b"x" * 65_536))

    error, peak = peak_of(script, max_wire_bytes=MEGABYTE, deadline=60)
    assert (error.code, error.retryable) == (FailureCode.TOO_LARGE, False)
    assert peak < 6 * MEGABYTE


def interim() -> Iterator[bytes]:
    return repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 100)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(lambda: repeat(b"x" * 10_000), id="a line without end"),
        pytest.param(lambda: repeat(b"\r\nX-Many: x" * 500), id="headers without end"),
        pytest.param(interim, id="interim answers without end"),
    ],
)
def test_headers_have_a_cap_of_their_own(pieces: object) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        if pieces is not interim:
            peer.say(b"HTTP/1.1 200 OK\r\nX: ")
        peer.pour(pieces())  # type: ignore[operator]  # a table of functions

    error = failed(script, max_header_bytes=20_000, deadline=60)
    assert error.code is FailureCode.TOO_LARGE
    assert error.evidence["phase"] == "headers"


def test_headers_within_the_cap_are_read_whatever_body_follows() -> None:
    page = fetched(says(answer(b"x" * 500_000, f"X-Long: {'y' * 19_000}")), max_header_bytes=20_000)
    assert len(page.body) == 500_000


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param(answer(b"<p>cut", length=1000), FailureCode.PROTOCOL, id="shorter than it says"),
        pytest.param(
            answer(b"5\r\nhello\r\nzz\r\n", "Transfer-Encoding: chunked"), FailureCode.PROTOCOL, id="broken chunk"
        ),
        pytest.param(
            answer(b"ffffffffffffffff\r\nhello", "Transfer-Encoding: chunked"), FailureCode.PROTOCOL, id="endless chunk"
        ),
        pytest.param(
            answer(b"5\r\nhello\r\n", "Transfer-Encoding: chunked"), FailureCode.PROTOCOL, id="chunks without an end"
        ),
        pytest.param(answer(b"no gzip", "Content-Encoding: gzip"), FailureCode.PROTOCOL, id="no gzip at all"),
        pytest.param(
            answer(gzip.compress(b"a page" * 100)[:-20], "Content-Encoding: gzip"), FailureCode.PROTOCOL, id="gzip cut"
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", FailureCode.PROTOCOL, id="length is no number"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
            FailureCode.PROTOCOL,
            id="two lengths",
        ),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", FailureCode.PROTOCOL, id="another protocol"),
        pytest.param(b"", FailureCode.PROTOCOL, id="hangs up at once"),
        pytest.param(b"HTTP/1.1 2", FailureCode.PROTOCOL, id="hangs up in the status line"),
        pytest.param(b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n", FailureCode.PROTOCOL, id="header without colon"),
    ],
)
def test_broken_http_may_be_tried_again(said: bytes, code: FailureCode) -> None:
    error = failed(says(said))
    assert (error.code, error.retryable) == (code, True)


def hangs_after(said: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(said)
        peer.wait()

    return script


@pytest.mark.parametrize(
    ("script", "code"),
    [
        pytest.param(hangs_after(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), "protocol", id="upgrade"),
        pytest.param(says(b"<html><p>no status line"), "protocol", id="HTTP 0.9"),
        pytest.param(says(b"\0\0\x12\4\0\0\0\0\0"), "protocol", id="HTTP 2"),
        pytest.param(says(HEAD + b"Content-Length: -4\r\n\r\n<p>x"), "protocol", id="negative length"),
        pytest.param(says(HEAD + b"X: a\0b\r\n\r\n<p>x"), "protocol", id="zero in a header"),
        pytest.param(says(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n"), "protocol", id="coded transfer"),
        pytest.param(says(answer(gzip.compress(b"x" * 99)[:-8] + b"\0" * 8, "Content-Encoding: gzip")), "protocol", id="bad sum"),
        pytest.param(says(answer(b"x", "Content-Encoding: gzip", "Content-Encoding: gzip")), "content_encoding", id="twice"),
    ],
)  # fmt: skip
def test_odd_answers_end_with_a_reason(script: Script, code: str) -> None:
    assert failed(script).code.value == code


@pytest.mark.parametrize("end", [b"4;", b"4\r\n<p>x\r\n0\r\n"], ids=["chunk extension", "trailers"])
def test_what_follows_a_chunk_s_length_has_an_end(end: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + end)
        peer.pour(repeat(b"X: y\r\n" * 1000 if end != b"4;" else b"x" * 5000))

    error, peak = peak_of(script)
    assert error.code in {FailureCode.PROTOCOL, FailureCode.TOO_LARGE}
    assert peak < 6 * MEGABYTE


@pytest.mark.parametrize("coding", ["none", "UTF-8", "identity"])
def test_a_coding_that_is_none_is_read_as_none(coding: str) -> None:
    assert fetched(says(answer(b"<p>page", f"Content-Encoding: {coding}"))).body == b"<p>page"


@pytest.mark.parametrize("location", [[], ["Location: "]], ids=["none", "empty"])
def test_a_redirect_to_nowhere_is_an_answer(location: list[str]) -> None:
    assert fetched(says(answer(b"", *location, status="302 Found"))).status == 302


def test_the_bodies_of_redirects_are_not_waited_for() -> None:
    hanging = hangs_after(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 100\r\n\r\n")
    assert failed(hanging, deadline=60).code is FailureCode.TOO_MANY_REDIRECTS


def test_bytes_beyond_the_length_are_not_the_page_s() -> None:
    assert fetched(says(answer(b"page and more", length=4))).body == b"page"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4", "application/json"])
def test_what_is_no_page_is_refused_before_its_body(kind: str) -> None:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 5000000\r\n\r\n".encode())
        peer.wait()

    error = failed(script)
    assert (error.code, error.evidence["content_type"]) == (FailureCode.CONTENT_TYPE, kind)


def test_the_beginning_is_enough_where_no_more_is_wanted() -> None:
    client = GuardedClient(GUARD)
    with RawServer(says(answer(b"x" * MEGABYTE))) as server:
        assert client.get(f"{server.url}/", keep=1000).body == b"x" * 1000
    client.close()


def test_of_an_error_s_body_the_beginning_is_kept_and_unpacked() -> None:
    said = answer(gzip.compress(b"Just a moment" + b" " * MEGABYTE), "Content-Encoding: gzip", status="403 Forbidden")
    page = fetched(says(said))
    assert page.status == 403
    assert page.body.startswith(b"Just a moment")
    assert len(page.body) == 65_536


def test_an_answer_to_a_post_counts_though_its_body_hangs() -> None:
    client = GuardedClient(GUARD)
    with RawServer(drips(HEAD + b"Content-Length: 100000\r\n\r\n", b"x")) as server:
        said = client.post(f"{server.url}/", body=b"{}", headers={}, deadline=SOON)
    assert said.status == 200
