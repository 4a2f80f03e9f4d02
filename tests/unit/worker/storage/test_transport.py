"""The transport that keeps a channel's client, before anything is connected."""

import pytest

from worker.storage.sender import messaging_app
from worker.storage.transport import Transport


@pytest.mark.parametrize(("scheme", "tls"), [("redis", False), ("rediss", True)])
def test_both_schemes_keep_their_client_and_rediss_keeps_its_tls(scheme: str, tls: bool) -> None:
    app = messaging_app(f"{scheme}://127.0.0.1:1/0", connect_timeout=1, visibility_timeout=60)
    connection = app.connection_for_write()
    assert connection.get_transport_cls() is Transport
    assert bool(connection.ssl) is tls
