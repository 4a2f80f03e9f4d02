"""Peers that hang, drip, break off or speak no HTTP: the outcome, and in which phase it came, while they still do."""

import pytest
from certificates import NAME
from delivering import Desk, Desks
from raw_server import Peer, RawServer, Script, answer

from worker.contract.delivery import DeliveryState
from worker.contract.job import JobState

DEADLINE = 1.0
LOST = ("retry: connect", "retry: protocol")  # a reset can be seen by the read or, before it, by the write
LARGE = {"large": "x" * 16_000_000}  # more than the buffers between two sockets hold


def hangs(peer: Peer) -> None:
    peer.request()
    peer.wait()


def drips(first: bytes, again: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.request()
        peer.say(first)
        peer.drip(again)

    return script


def breaks_off(*said: bytes, reset: bool) -> Script:
    def script(peer: Peer) -> None:
        peer.whole_request()
        peer.say(*said)
        if reset:
            peer.reset()

    return script


@pytest.mark.parametrize(
    ("script", "phase"),
    [
        pytest.param(hangs, "headers", id="hang"),
        pytest.param(drips(b"", b"H"), "headers", id="drip in the status line"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nX: ", b"x"), "headers", id="drip in a header"),
        pytest.param(drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "headers", id="drip of 1xx"),
    ],
)
def test_a_peer_that_never_comes_to_its_answer_runs_into_the_deadline(
    desk_with: Desks, script: Script, phase: str
) -> None:
    with RawServer(script) as server:
        desk = desk_with(deadline=DEADLINE)
        desk.endpoint(server.url)
        job = desk.publish()
        [said] = desk.round()
        assert said.startswith(("retry: timeout", "retry: too_large"))  # whichever a fast drip meets first
        [attempt] = desk.log(job)
        assert (attempt.phase, attempt.status, attempt.address) == (phase, None, "127.0.0.1")
        assert attempt.next_try == desk.clock.now + 5


def test_a_drip_within_the_tls_handshake_runs_into_the_deadline(desk_with: Desks) -> None:
    with RawServer(lambda peer: peer.drip(b"\x16")) as server:
        desk = desk_with(deadline=DEADLINE)
        desk.endpoint(f"https://{NAME}:{server.port}/")
        job = desk.publish()
        desk.round()
        [attempt] = desk.log(job)
    assert attempt.phase == "tls"
    assert desk.delivery(job).state is DeliveryState.PENDING


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"), id="drip in the body"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50_000), id="endless body"),
        pytest.param(breaks_off(answer(b"half", length=9999), reset=True), id="200 then reset"),
        pytest.param(breaks_off(answer(b"half", length=9999), reset=False), id="short body"),
        pytest.param(
            breaks_off(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n", reset=False),
            id="broken chunks",
        ),
    ],
)
def test_2xx_is_delivered_as_soon_as_its_headers_are_read_whatever_the_body_does(desk: Desk, script: Script) -> None:
    with RawServer(script) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        assert desk.round() == ["delivered: 200 (attempt 1)"]
        [attempt] = desk.log(job)
        assert (attempt.phase, attempt.status) == ("body", 200)
        assert len(attempt.answer or "") <= 16_384
        assert server.connections == 1
    assert desk.state(job) is JobState.DONE


@pytest.mark.parametrize(
    ("script", "outcome", "phase"),
    [
        pytest.param(breaks_off(reset=False), "retry: protocol", "headers", id="close without a reply"),
        pytest.param(breaks_off(b"HTTP/1.1 20", reset=True), "retry: connect", "headers", id="reset in the headers"),
        pytest.param(breaks_off(b"HTTP/1.1 20", reset=False), "retry: protocol", "headers", id="close in the headers"),
        pytest.param(breaks_off(b"SSH-2.0-OpenSSH\r\n", reset=False), "retry: protocol", "headers", id="no HTTP"),
        pytest.param(
            breaks_off(b"HTTP/1.1 two hundred\r\n\r\n", reset=False), "retry: protocol", "headers", id="no status"
        ),
        pytest.param(breaks_off(b"\x00\xff" * 500, reset=False), "retry: protocol", "headers", id="bytes"),
        pytest.param(
            breaks_off(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, reset=False),
            ("retry: too_large", "retry: protocol"),
            "headers",
            id="oversized headers",
        ),
    ],
)
def test_an_answer_that_is_none_is_tried_again(
    desk: Desk, script: Script, outcome: str | tuple[str, ...], phase: str
) -> None:
    with RawServer(script) as server:
        desk.endpoint(server.url)
        job = desk.publish()
        [said] = desk.round()
        assert said.startswith(outcome)
        [attempt] = desk.log(job)
        assert (attempt.phase, attempt.status) == (phase, None)
        assert attempt.next_try == desk.clock.now + 5
    assert desk.delivery(job).state is DeliveryState.PENDING


def test_a_reset_while_the_request_is_still_being_sent(desk: Desk) -> None:
    def script(peer: Peer) -> None:
        peer.read(10)
        peer.reset()

    with RawServer(script) as server:
        desk.endpoint(server.url)
        job = desk.publish(metadata=LARGE)
        assert desk.round()[0].startswith(LOST)
        [attempt] = desk.log(job)
        assert (attempt.phase, attempt.status) == ("write", None)


def test_a_peer_that_reads_no_further_runs_into_the_deadline_too(desk_with: Desks) -> None:
    with RawServer(lambda peer: peer.read_slowly()) as server:
        desk = desk_with(deadline=DEADLINE)
        desk.endpoint(server.url)
        job = desk.publish(metadata=LARGE)
        desk.round()
        [attempt] = desk.log(job)
        assert (attempt.phase, attempt.error is not None and attempt.error.startswith("timeout")) == ("write", True)


def test_nobody_listens(desk: Desk) -> None:
    with RawServer(hangs) as server:
        pass
    desk.endpoint(server.url)
    job = desk.publish()
    assert desk.round() == ["retry: connect (attempt 1), again in 5 s"]
    [attempt] = desk.log(job)
    assert (attempt.phase, attempt.address) == ("connect", "127.0.0.1")
