"""Where the client goes: judged addresses only, on every hop, with no packet to any other."""

from base64 import b64encode
from collections.abc import Callable
from ipaddress import ip_network
from threading import Thread

import pytest
from raw_server import Peer, RawServer, answer, says

from worker.contract.failures import DatelineError, FailureCode
from worker.http.client import ExchangeError, GuardedClient, Limits
from worker.http.guard import Guard

LOOPBACK = ip_network("127.0.0.0/8")
ONLY = Guard([ip_network("127.0.0.1/32")])


def refused(client: GuardedClient, url: str) -> DatelineError:
    with pytest.raises(DatelineError) as error:
        client.get(url, deadline=10)
    client.close()
    return error.value


class Names:
    """A resolver that answers from a list, one answer after another, and remembers who asked."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "user@127.0.0.1",
    ],
)
def test_loopback_is_refused_however_it_is_written_and_hears_nothing(host: str) -> None:
    with RawServer(says(answer(b"secret"))) as server:
        error = refused(GuardedClient(Guard()), f"http://{host}:{server.port}/")
        assert error.code in {FailureCode.BLOCKED_ADDRESS, FailureCode.DNS, FailureCode.BAD_URL}
        assert server.connections == 0


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_to_a_refused_address_makes_no_packet(status: str) -> None:
    with RawServer(says(answer(b"secret")), "127.0.0.2") as private:
        with RawServer(says(answer(b"", f"Location: {private.url}/admin", status=status))) as public:
            error = refused(GuardedClient(ONLY), public.url)
        assert (error.code, error.retryable) == (FailureCode.BLOCKED_ADDRESS, False)
        assert private.connections == 0
    assert public.connections == 1


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:70/_x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http://[::1",
        "//",
    ],
)
def test_a_redirect_to_what_is_no_web_address_ends_it(target: str) -> None:
    with RawServer(says(answer(b"", f"Location: {target}", status="302 Found"))) as server:
        assert refused(GuardedClient(ONLY), server.url).code is FailureCode.BAD_URL


def redirects(count: int) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        number = int(peer.request().split()[1].lstrip(b"/") or b"0")
        gone = answer(b"", f"Location: {number + 1}", status="302 Found")
        peer.say(answer(b"here") if number == count else gone)

    return script


def test_five_redirects_are_followed_and_the_sixth_is_not() -> None:
    client = GuardedClient(ONLY)
    with RawServer(redirects(5)) as server:
        page = client.get(f"{server.url}/0#top")
    client.close()
    assert (page.body, page.final_url, len(page.redirects)) == (b"here", f"{server.url}/5", 5)
    with RawServer(redirects(6)) as server:
        error = refused(GuardedClient(ONLY), f"{server.url}/0")
    assert (error.code, server.connections) == (FailureCode.TOO_MANY_REDIRECTS, 6)


def test_a_page_that_redirects_to_itself_is_given_up() -> None:
    with RawServer(says(answer(b"", "Location: /", status="302 Found"))) as server:
        assert refused(GuardedClient(ONLY), server.url).code is FailureCode.TOO_MANY_REDIRECTS


def test_who_is_asked_before_a_redirect_may_refuse_it() -> None:
    def never(url: str) -> None:
        raise LookupError(url)

    with RawServer(redirects(3)) as server, pytest.raises(LookupError, match="/1"):
        GuardedClient(ONLY).get(f"{server.url}/0", on_redirect=never)
    assert server.connections == 1


def test_what_is_asked_before_a_redirect_has_no_more_time_than_is_left() -> None:
    client = GuardedClient(ONLY)
    with RawServer(redirects(3)) as server, RawServer(lambda peer: peer.wait()) as silent:

        def ask(_url: str) -> None:
            client.get(silent.url, deadline=600)

        with pytest.raises(DatelineError) as error:
            client.get(f"{server.url}/0", deadline=0.4, on_redirect=ask)
    assert (error.value.code, server.connections) == (FailureCode.TIMEOUT, 1)


@pytest.mark.parametrize("mixed", [["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["127.0.0.1", "::1"]])
def test_one_refused_address_among_the_answers_refuses_them_all(mixed: list[str]) -> None:
    with RawServer(says(answer(b"secret"))) as server:
        error = refused(GuardedClient(ONLY, resolve=Names(mixed)), f"http://mixed.example:{server.port}/")
        assert error.code is FailureCode.BLOCKED_ADDRESS
        assert server.connections == 0


def test_the_judged_address_is_the_one_connected_to_and_the_name_is_asked_once() -> None:
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    client = GuardedClient(ONLY, resolve=names)
    with RawServer(says(answer(b"good"))) as server:
        assert client.get(f"http://rebinding.example:{server.port}/").body == b"good"
    assert names.asked == ["rebinding.example"]


def test_a_name_that_rebinds_between_connections_is_judged_anew() -> None:
    client = GuardedClient(ONLY, resolve=Names(["127.0.0.1"], ["127.0.0.2"]))
    with RawServer(says(answer(b"good"))) as server:
        url = f"http://rebinding.example:{server.port}/"
        client.get(url)
        assert refused(client, url).code is FailureCode.BLOCKED_ADDRESS
        assert server.connections == 1


def test_the_host_header_keeps_the_name() -> None:
    heard: list[bytes] = []

    def script(peer: Peer) -> None:
        heard.append(peer.request())
        peer.say(answer(b"good"))

    client = GuardedClient(ONLY, resolve=Names(["127.0.0.1"]), user_agent="Dateline/1 (+https://reader.example)")
    with RawServer(script) as server:
        client.get(f"http://news.example:{server.port}/a?b=c#d")
    client.close()
    assert heard[0].startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert f"host: news.example:{server.port}".encode() in heard[0].lower()
    assert b"accept-encoding: gzip\r\n" in heard[0].lower()
    assert b"dateline/1 (+https://reader.example)" in heard[0].lower()


def test_the_next_address_is_tried_when_nobody_listens_at_the_first() -> None:
    client = GuardedClient(Guard([LOOPBACK]), resolve=Names(["127.0.0.9", "127.0.0.1"]))
    with RawServer(says(answer(b"good"))) as server:
        assert client.get(f"http://two.example:{server.port}/").body == b"good"
    client.close()


def test_no_cookie_is_kept_and_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    heard: list[bytes] = []

    def script(peer: Peer) -> None:
        heard.append(peer.request())
        peer.say(answer(b"good", "Set-Cookie: id=1; Path=/"))

    client = GuardedClient(ONLY)
    with RawServer(script) as server:
        client.get(server.url)
        client.get(server.url)
    client.close()
    assert b"cookie" not in heard[1].lower()


def test_a_proxy_of_the_operators_gets_its_password_and_the_site_does_not() -> None:
    heard: list[bytes] = []

    def script(peer: Peer) -> None:
        heard.append(peer.request())
        peer.say(answer(b"good"))

    with RawServer(script) as server:
        client = GuardedClient(ONLY, proxy=f"http://desk:hunter2@127.0.0.1:{server.port}")
        assert client.get("http://news.example/a").body == b"good"
        client.close()
    [request] = heard
    assert request.startswith(b"GET http://news.example/a HTTP/1.1\r\n")
    assert b"\r\nProxy-Authorization: Basic " + b64encode(b"desk:hunter2") + b"\r\n" in request


@pytest.mark.parametrize(
    ("answers", "code"),
    [([], FailureCode.DNS), (["127.0.0.1"], FailureCode.CONNECT)],
)
def test_nobody_there(answers: list[str], code: FailureCode) -> None:
    with RawServer(says()) as server:
        port = server.port
    error = refused(GuardedClient(ONLY, resolve=Names(answers)), f"http://gone.example:{port}/")
    assert (error.code, error.retryable) == (code, True)


def test_an_unknown_name_is_told_from_a_silent_host() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError("unknown name")

    assert refused(GuardedClient(ONLY, resolve=resolve), "http://no.example/").code is FailureCode.DNS


def test_a_peer_that_speaks_no_tls() -> None:
    with RawServer(lambda peer: peer.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as server:
        error = refused(GuardedClient(ONLY), f"https://127.0.0.1:{server.port}/")
    assert (error.code, error.evidence["phase"]) == (FailureCode.TLS, "tls")


@pytest.mark.parametrize("url", ["", "news.example/a", "ftp://news.example/", "http://", "http:///a", "http://a b/"])
def test_what_cannot_be_requested_is_no_url(url: str) -> None:
    assert refused(GuardedClient(ONLY), url).code is FailureCode.BAD_URL


def test_threads_share_a_client_and_keep_their_own_exchanges() -> None:
    client = GuardedClient(ONLY, Limits(max_wire_bytes=200_000))
    got: list[int] = []

    def get(url: str) -> None:
        got.append(len(client.get(url).body))

    with RawServer(says(answer(b"x" * 150_000))) as server:
        threads = [Thread(target=get, args=(server.url,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    client.close()
    assert got == [150_000] * 8


@pytest.mark.parametrize("endpoint", ["http://127.0.0.2", "http://169.254.169.254", "http://[fd00:ec2::254]"])
def test_webhooks_go_through_the_same_guard(endpoint: str) -> None:
    with pytest.raises(ExchangeError) as error:
        GuardedClient(ONLY).post(endpoint, body=b"{}", headers={}, deadline=5)
    assert (error.value.code, error.value.permanent) == (FailureCode.BLOCKED_ADDRESS, True)
