"""``rediss://``: whoever answers at the address has to prove who it is, to the queue's client as to the ledger's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from certificates import certified
from raw_server import Peer, RawServer

from worker.contract.queues import BrokerUnavailable
from worker.storage.connection import connect, plain_errors
from worker.storage.sender import Sender, messaging_app

UNTRUSTED = "certificate verify failed"


def ask_broker(url: str) -> None:
    with messaging_app(url, connect_timeout=2, visibility_timeout=60) as app:
        Sender(app, url).check()


def ask_store(url: str) -> None:
    with plain_errors(url), connect(url, timeout=2, patience=0) as redis:
        redis.ping()


def hangs_up(peer: Peer) -> None:
    peer.read(1)


@pytest.mark.parametrize("ask", [ask_broker, ask_store])
def test_a_certificate_that_nobody_vouches_for_is_refused(ask: Callable[[str], None], tmp_path: Path) -> None:
    own = certified(tmp_path, name="localhost")
    # Each at a port of its own: kombu keeps connections by address, whatever they believe.
    with RawServer(hangs_up, tls=own.context) as server, pytest.raises(BrokerUnavailable, match=UNTRUSTED):
        ask(f"rediss://localhost:{server.port}/0")
    with RawServer(hangs_up, tls=own.context) as server, pytest.raises(BrokerUnavailable) as believed:
        ask(f"rediss://localhost:{server.port}/0?ssl_ca_certs={own.file}")
    assert UNTRUSTED not in str(believed.value)
