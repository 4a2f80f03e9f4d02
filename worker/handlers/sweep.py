"""The rounds that every worker makes: jobs whose time has come are sent, and those that lost their message sent again.

Safe in any number of copies: whatever is claimed is claimed for one.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from worker.contract.queues import EXTRACT_QUEUE, FETCH_QUEUE, Message

LIMIT = 500


class OpenJobs(Protocol):
    """The ledger's side of the rounds."""

    def claim_due(self, *, limit: int) -> list[Message]:
        """Messages of jobs that were put back and whose time has come."""

    def claim_stale(self, *, stale: float, fetch_empty: bool, extract_empty: bool, limit: int) -> list[Message]:
        """Messages of jobs that lost theirs, or whose worker went silent."""


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
    queues: QueueLengths
    sender: BulkSender
    stale: float


def send_due(ports: SweepPorts) -> int:
    """Send the jobs whose time has come; returns how many."""
    return _send(ports.jobs.claim_due(limit=LIMIT), ports.sender)


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
