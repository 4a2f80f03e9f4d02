"""Attempts that were begun in this process and wait for the thread that makes them."""

from collections.abc import Callable

from worker.contract.delivery import Claimed
from worker.contract.queues import DeliverMessage
from worker.handlers.deliver import DeliverPorts, claim_due, deliver_event, deliver_named


class Attempts:
    """Claims for the worker's main loop, attempts for its threads.

    Args:
        claiming: ports that wait for no store that is away.
        making: ports of the threads, which are patient.
    """

    def __init__(self, claiming: Callable[[], DeliverPorts], making: Callable[[], DeliverPorts]) -> None:
        self._claiming = claiming
        self._making = making
        self._begun: dict[tuple[str, str], Claimed] = {}  # a lease may end while an attempt waits: by claim, too

    def claim(self, limit: int) -> list[DeliverMessage]:
        """Begin attempts at deliveries that are due, ``limit`` at most; ``make`` makes the one of each message."""
        begun = claim_due(self._claiming(), limit)
        self._begun.update({(one.delivery.id, one.delivery.word): one for one in begun})
        return [_message(claimed) for claimed in begun]

    def make(self, message: DeliverMessage) -> str:
        """Make one attempt; returns a summary."""
        claimed = self._begun.pop((message.delivery, message.word), None)
        if claimed is not None:
            return deliver_event(claimed, self._making())
        return deliver_named(message, self._making())  # of a message, or in a child of the process that claimed it

    def forget(self, message: DeliverMessage) -> None:
        """Its attempt is over, or will not be made here."""
        self._begun.pop((message.delivery, message.word), None)


def _message(claimed: Claimed) -> DeliverMessage:
    one = claimed.delivery
    return DeliverMessage(
        delivery=one.id,
        endpoint=one.host,
        job=one.job,
        url=one.url,
        correlation_id=one.correlation or None,
        word=one.word,
    )
