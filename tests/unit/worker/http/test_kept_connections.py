"""Which connection a request goes over: a kept one of its origin, a new one, or none while too many are in use."""

from collections.abc import Iterator
from ipaddress import ip_network
from threading import Event, Thread

import pytest
from raw_server import Peer, RawServer, Script

from worker.contract.failures import FailureCode
from worker.http.client import ExchangeError, GuardedClient, Limits
from worker.http.guard import Guard

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def client() -> Iterator[GuardedClient]:
    made = GuardedClient(Guard([ip_network("127.0.0.0/8")]), Limits(max_connections=2))
    yield made
    made.close()


def serves(times: int) -> Script:
    """Answers so many requests, then hangs up without a word."""

    def script(peer: Peer) -> None:
        for _ in range(times):
            if not peer.whole_request():
                return
            peer.say(OK)

    return script


def post(client: GuardedClient, url: str, deadline: float = 5) -> int:
    return client.post(url, body=b"{}", headers={}, deadline=deadline).status


def test_requests_to_one_origin_share_a_connection_whatever_their_paths(client: GuardedClient) -> None:
    with RawServer(serves(100)) as server:
        assert [post(client, f"{server.url}/{n}") for n in range(5)] == [200] * 5
        client.close()
        assert server.connections == 1


def test_a_kept_connection_that_its_peer_closed_is_not_used_again(client: GuardedClient) -> None:
    answered, closed = Event(), Event()

    def closes(peer: Peer) -> None:
        serves(1)(peer)
        answered.wait(5)
        peer.reset()
        closed.set()

    with RawServer(closes) as server:
        for _ in range(3):
            answered.clear()
            closed.clear()
            assert post(client, server.url) == 200
            answered.set()
            assert closed.wait(5)
        assert server.connections == 3


def test_a_kept_connection_makes_room_for_another_origin_at_the_limit(client: GuardedClient) -> None:
    left = Event()

    def told(peer: Peer) -> None:
        serves(100)(peer)
        left.set()

    with RawServer(told) as first, RawServer(serves(100)) as second, RawServer(serves(100)) as third:
        for server in (first, second, third, second, third):
            assert post(client, server.url) == 200
        assert left.wait(5)  # the oldest of them was hung up on
        client.close()
        assert [server.connections for server in (first, second, third)] == [1, 1, 1]


def test_no_more_connections_are_in_use_than_may_be_and_whoever_waits_does_so_within_its_deadline(
    client: GuardedClient,
) -> None:
    free, asked = Event(), [Event(), Event()]

    def holds(peer: Peer) -> None:
        peer.whole_request()
        next((event for event in asked if not event.is_set()), free).set()
        free.wait(10)
        peer.say(OK)
        serves(100)(peer)  # a hang-up could cross the next request on its way

    with RawServer(holds) as server:
        holders = [Thread(target=post, args=(client, server.url)) for _ in range(2)]
        for holder, event in zip(holders, asked, strict=True):
            holder.start()
            assert event.wait(5)
        with pytest.raises(ExchangeError) as error:
            post(client, server.url, deadline=0.1)
        assert error.value.code is FailureCode.TIMEOUT
        assert server.connections == 2
        free.set()
        for holder in holders:
            holder.join()
        assert post(client, server.url) == 200


def test_a_request_that_failed_gives_its_turn_back(client: GuardedClient) -> None:
    with RawServer(lambda peer: peer.reset()) as server:
        for _ in range(4):
            with pytest.raises(ExchangeError):
                post(client, server.url)
    with RawServer(serves(1)) as server:
        assert post(client, server.url) == 200


def hangs_up_on_its_second_request(last_words: bytes) -> tuple[Script, list[bytes]]:
    """Each connection answers one request, reads the next, and hangs up on it; the requests in their order."""
    heard: list[bytes] = []

    def script(peer: Peer) -> None:
        heard.append(peer.whole_request())
        peer.say(OK)
        heard.append(peer.whole_request())
        peer.say(last_words)
        peer.reset()

    return script, heard


def test_a_request_that_crossed_its_peers_hang_up_goes_out_once_more_over_a_new_connection(
    client: GuardedClient,
) -> None:
    script, heard = hangs_up_on_its_second_request(b"")
    with RawServer(script) as server:
        assert [post(client, f"{server.url}/{n}") for n in range(3)] == [200] * 3
        client.close()
        assert server.connections == 3
    assert [request.split()[1] for request in heard if request] == [b"/0", b"/1", b"/1", b"/2", b"/2"]


def test_a_peer_that_began_to_answer_is_not_asked_again(client: GuardedClient) -> None:
    script, _ = hangs_up_on_its_second_request(b"HTTP/1.1 20")
    with RawServer(script) as server:
        assert post(client, server.url) == 200
        with pytest.raises(ExchangeError):
            post(client, server.url)
        assert server.connections == 1


def test_a_new_connection_that_hangs_up_is_a_failure(client: GuardedClient) -> None:
    def hangs_up(peer: Peer) -> None:
        peer.whole_request()
        peer.reset()

    with RawServer(hangs_up) as server:
        with pytest.raises(ExchangeError):
            post(client, server.url)
        assert server.connections == 1
