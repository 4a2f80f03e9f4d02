"""The rounds that every worker makes: what lost its message is sent again, what is due is sent.

Safe in any number of copies: whatever is claimed is claimed for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from worker.contract.queues import DELIVER_QUEUE, EXTRACT_QUEUE, FETCH_QUEUE, DeliverMessage, Message

LIMIT = 500


class OpenJobs(Protocol):
    """The ledger's side of the rounds."""

    def claim_due(self, *, limit: int) -> list[Message]:
        """Messages of jobs that were put back and whose time has come."""

    def claim_stale(self, *, stale: float, fetch_empty: bool, extract_empty: bool, limit: int) -> list[Message]:
        """Messages of jobs that lost theirs, or whose worker went silent."""


class DueDeliveries(Protocol):
    """The deliveries' side."""

    def claim_due(self, *, limit: int) -> Sequence[DeliverMessage]:
        """Messages of the deliveries that are due, each claimed for the caller."""


class QueueLengths(Protocol):
    """How many messages wait in each queue."""

    def lengths(self) -> Mapping[str, int]:
        """By queue."""


class BulkSender(Protocol):
    """Puts many messages on their queues."""

    def send_many(self, messages: Iterable[Message]) -> None:
        """Publish them in few round trips."""


class SweepPorts(NamedTuple):
    """What the rounds need."""

    jobs: OpenJobs
    deliveries: DueDeliveries
    queues: QueueLengths
    sender: BulkSender
    stale: float


def send_due(ports: SweepPorts) -> int:
    """Send the jobs and deliveries whose time has come; returns how many."""
    jobs = ports.jobs.claim_due(limit=LIMIT)
    # What waits in the queue for longer than its lease would be sent a second time: the rest stays in the store.
    room = LIMIT - ports.queues.lengths()[DELIVER_QUEUE]
    deliveries = ports.deliveries.claim_due(limit=room) if room > 0 else []
    return _send([*jobs, *deliveries], ports.sender)


def send_stale(ports: SweepPorts) -> int:
    """Send again the jobs that lost their message or their worker; returns how many."""
    lengths = ports.queues.lengths()
    stale = ports.jobs.claim_stale(
        stale=ports.stale,
        fetch_empty=lengths[FETCH_QUEUE] == 0,
        extract_empty=lengths[EXTRACT_QUEUE] == 0,
        limit=LIMIT,
    )
    return _send(stale, ports.sender)


def _send(messages: list[Message], sender: BulkSender) -> int:
    if messages:
        sender.send_many(messages)
    return len(messages)
