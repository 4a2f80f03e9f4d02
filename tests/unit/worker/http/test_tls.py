"""Secure connections: whose certificate is believed, for which name, and what the server hears."""

import ssl
from ipaddress import ip_network
from pathlib import Path

import pytest
from certificates import NAME, certified
from raw_server import Peer, RawServer, answer

from worker.contract.failures import DatelineError, FailureCode
from worker.http.client import ExchangeError, GuardedClient
from worker.http.guard import Guard
from worker.http.tls import TlsOptions


def accepts(peer: Peer) -> None:
    if peer.request():
        peer.say(answer(b"ok"))
        peer.wait()


def client() -> GuardedClient:
    return GuardedClient(Guard([ip_network("127.0.0.1/32")]), resolve=lambda _host, _port: ["127.0.0.1"])


def post(url: str, tls: TlsOptions | None) -> int:
    sender = client()
    try:
        return sender.post(url, body=b"{}", headers={}, deadline=10, tls=tls).status
    finally:
        sender.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    tls = certified(tmp_path).context
    with RawServer(accepts, tls=tls) as server, pytest.raises(DatelineError) as error:
        client().get(f"https://{NAME}:{server.port}/")
    assert (error.value.code, error.value.evidence["phase"]) == (FailureCode.TLS, "tls")
    assert "certificate" in str(error.value.evidence["reason"]).lower()


def test_an_endpoint_s_own_authority_is_believed_and_hears_the_name(tmp_path: Path) -> None:
    own = certified(tmp_path)
    heard: list[str | None] = []
    own.context.sni_callback = lambda _socket, name, _context: heard.append(name)
    with RawServer(accepts, tls=own.context) as server:
        assert post(f"https://{NAME}:{server.port}/", TlsOptions(own.file)) == 200
    assert heard == [NAME]


@pytest.mark.parametrize(("name", "days"), [("other.example", 1), (NAME, -1)])
def test_a_certificate_of_another_name_or_time_is_refused(tmp_path: Path, name: str, days: int) -> None:
    own = certified(tmp_path, name=name, days=days)
    with RawServer(accepts, tls=own.context) as server, pytest.raises(ExchangeError) as error:
        post(f"https://{NAME}:{server.port}/", TlsOptions(own.file))
    assert (error.value.code, error.value.phase) == (FailureCode.TLS, "tls")


def test_a_client_certificate_is_shown_to_who_asks_for_it(tmp_path: Path) -> None:
    own, ours = certified(tmp_path), certified(tmp_path, name="dateline.example")
    own.context.verify_mode = ssl.CERT_REQUIRED
    own.context.load_verify_locations(ours.file)
    with RawServer(accepts, tls=own.context) as server:
        url = f"https://{NAME}:{server.port}/"
        assert post(url, TlsOptions(own.file, ours.file, ours.key)) == 200
        with pytest.raises(ExchangeError):
            post(url, TlsOptions(own.file))


def test_old_protocols_are_not_spoken(tmp_path: Path) -> None:
    own = certified(tmp_path)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        own.context.maximum_version = ssl.TLSVersion.TLSv1_1
    with RawServer(accepts, tls=own.context) as server, pytest.raises(ExchangeError) as error:
        post(f"https://{NAME}:{server.port}/", TlsOptions(own.file))
    assert error.value.code is FailureCode.TLS


def test_a_drip_within_tls_is_held_by_the_deadline_too(tmp_path: Path) -> None:
    own = certified(tmp_path)

    def script(peer: Peer) -> None:
        peer.request()
        peer.drip(b"x")

    with RawServer(script, tls=own.context) as server, pytest.raises(ExchangeError) as error:
        client().post(f"https://{NAME}:{server.port}/", body=b"", headers={}, deadline=1.0, tls=TlsOptions(own.file))
    assert (error.value.code, error.value.phase) == (FailureCode.TIMEOUT, "headers")
