"""Names that do not resolve, or resolve to where nobody may go, and certificates that are not believed."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from certificates import NAME, certified
from delivering import Desk, Desks, client
from raw_server import Peer, RawServer, answer, says

from worker.contract.delivery import DeliveryState
from worker.contract.job import JobState

HOOK = "http://hooks.courier.example/"


@contextmanager
def resolving(
    desk_with: Desks, resolve: Callable[[str, int], Sequence[str]], *, connect_timeout: float = 5.0
) -> Iterator[Desk]:
    """A desk with a resolver of the test's."""
    poster = client(resolve, connect_timeout=connect_timeout)
    try:
        yield desk_with(poster=poster)
    finally:
        poster.close()


@pytest.mark.parametrize("reason", ["Name or service not known", "Temporary failure in name resolution"])
def test_nxdomain_and_servfail_are_tried_again(desk_with: Desks, reason: str) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError(reason)

    with resolving(desk_with, resolve) as desk:
        desk.endpoint(HOOK)
        job = desk.publish()
        assert desk.round() == ["retry: dns (attempt 1), again in 5 s"]
        [attempt] = desk.log(job)
    assert (attempt.phase, attempt.address) == ("dns", None)
    assert reason in (attempt.error or "")


def test_a_resolver_that_does_not_answer_is_not_waited_for(desk_with: Desks) -> None:
    released = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        released.wait()
        return ["127.0.0.1"]

    with resolving(desk_with, resolve, connect_timeout=0.5) as desk:
        desk.endpoint(HOOK)
        job = desk.publish()
        assert desk.round() == ["retry: dns (attempt 1), again in 5 s"]
        assert not released.is_set()
        released.set()
        assert [attempt.phase for attempt in desk.log(job)] == ["dns"]


def test_a_name_that_moves_to_a_private_address_between_two_attempts_is_given_up(desk_with: Desks) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with (
        RawServer(says(answer(status="500 Oops"))) as server,
        resolving(desk_with, lambda _host, _port: next(answers)) as desk,
    ):
        desk.endpoint(f"http://hooks.courier.example:{server.port}/")
        job = desk.publish()
        desk.round()
        desk.clock.now += 5
        assert desk.round() == ["dead: blocked_address (attempt 2)"]
        assert server.connections == 1
    assert [attempt.phase for attempt in desk.log(job)] == ["body", "dns"]
    assert desk.state(job) is JobState.DEAD


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1", "10.0.0.1"], ["169.254.169.254"], ["10.1.2.3"], ["::ffff:10.0.0.1"]]
)
def test_an_answer_with_one_refused_address_is_dead_at_once(desk_with: Desks, addresses: list[str]) -> None:
    with RawServer(says(answer())) as server, resolving(desk_with, lambda _host, _port: addresses) as desk:
        desk.endpoint(f"http://hooks.courier.example:{server.port}/")
        job = desk.publish()
        assert desk.round() == ["dead: blocked_address (attempt 1)"]
        assert server.connections == 0
    assert desk.delivery(job).state is DeliveryState.DEAD


def test_a_bad_url_is_dead_at_once(desk: Desk) -> None:
    desk.endpoint("gopher://hooks.courier.example/")
    job = desk.publish()
    assert desk.round() == ["dead: bad_url (attempt 1)"]
    assert desk.state(job) is JobState.DEAD


def accepts(peer: Peer) -> None:
    if peer.request():
        peer.say(answer(b"ok"))
        peer.wait()


@pytest.mark.parametrize(
    ("name", "days", "believed"),
    [
        pytest.param(NAME, -1, True, id="expired"),
        pytest.param("other.example", 1, True, id="wrong host"),
        pytest.param(NAME, 1, False, id="self-signed"),
    ],
)
def test_a_certificate_that_is_not_believed_is_tried_again(
    desk: Desk, tmp_path: Path, name: str, days: int, believed: bool
) -> None:
    own = certified(tmp_path, name=name, days=days)
    with RawServer(accepts, tls=own.context) as server:
        desk.endpoint(f"https://{NAME}:{server.port}/", ca_file=str(own.file) if believed else None)
        job = desk.publish()
        assert desk.round() == ["retry: tls (attempt 1), again in 5 s"]
    [attempt] = desk.log(job)
    assert (attempt.phase, attempt.address) == ("tls", "127.0.0.1")
    assert "certificate" in (attempt.error or "").lower()


def test_a_private_authority_and_a_client_certificate_of_the_endpoint(desk: Desk, tmp_path: Path) -> None:
    own, ours = certified(tmp_path), certified(tmp_path, name="dateline.example")
    own.context.verify_mode = ssl.CERT_REQUIRED
    own.context.load_verify_locations(ours.file)
    with RawServer(accepts, tls=own.context) as server:
        files = {"ca_file": str(own.file), "cert_file": str(ours.file), "key_file": str(ours.key)}
        desk.endpoint(f"https://{NAME}:{server.port}/", **files)
        job = desk.publish()
        assert desk.round() == ["delivered: 200 (attempt 1)"]
    assert desk.state(job) is JobState.DONE


def test_a_certificate_file_that_comes_later_counts_without_a_restart(desk: Desk, tmp_path: Path) -> None:
    own = certified(tmp_path)
    missing = tmp_path / "later.pem"
    with RawServer(accepts, tls=own.context) as server:
        desk.endpoint(f"https://{NAME}:{server.port}/", ca_file=str(missing))
        job = desk.publish()
        assert desk.round() == ["retry: tls (attempt 1), again in 5 s"]
        assert str(missing) in (desk.log(job)[0].error or "")
        missing.write_bytes(own.file.read_bytes())
        desk.run_out()
    assert desk.state(job) is JobState.DONE
