"""A process that makes one attempt at a delivery, by the worker's own wiring, and is killed on the way.

Usage: crashing.py DELIVERY POINT, with the settings in the environment. POINT: before the POST, between it and the record
of its outcome, after that record.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from worker.bootstrap import Rooms
from worker.contract.queues import DeliverMessage
from worker.settings import Settings


def die(*_: object, **__: object) -> Any:
    """As by the kernel, without a last word."""
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(work: Callable[..., Any]) -> Callable[..., Any]:
    """Do the work and die."""

    def worked(*args: Any, **more: Any) -> Any:
        work(*args, **more)
        die()

    return worked


def main() -> None:
    """Attempt and die."""
    delivery, point = sys.argv[1:]
    rooms = Rooms(Settings())
    client, outbox = rooms.client, rooms.outbox
    match point:
        case "before":
            client.post = die  # type: ignore[method-assign]
        case "between":
            client.post = then_die(client.post)  # type: ignore[method-assign]
        case "after":
            outbox.outcome = then_die(outbox.outcome)  # type: ignore[method-assign]
    rooms.deliver(DeliverMessage(delivery=delivery))


if __name__ == "__main__":
    main()
