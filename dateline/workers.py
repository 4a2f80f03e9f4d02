"""Who works on which queue, asked over the broker."""

from worker.settings import Settings
from worker.storage.sender import messaging_app

ASK_SECONDS = 1.5


def consumers(settings: Settings) -> dict[str, list[str]]:
    """Worker names by queue; a worker that does not answer within 1.5 s is not there."""
    broker = settings.broker
    app = messaging_app(
        broker.url.get_secret_value(),
        connect_timeout=broker.connect_timeout,
        visibility_timeout=broker.visibility_timeout,
    )
    try:
        said = app.control.inspect(timeout=ASK_SECONDS).active_queues() or {}
    finally:
        app.close()
    found: dict[str, list[str]] = {}
    for name, queues in sorted(said.items()):
        for queue in queues:
            found.setdefault(queue["name"], []).append(name)
    return found
