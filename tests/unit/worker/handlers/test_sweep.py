from dataclasses import dataclass, field

from fakes import FakeSender

from worker.contract.queues import FetchMessage, Message
from worker.handlers.sweep import SweepPorts, send_due, send_stale

JOB = FetchMessage(job="job_1", url="https://news.example/harbour")


@dataclass
class Open:
    asked: dict[str, object] = field(default_factory=dict)

    def claim_due(self, *, limit: int) -> list[Message]:
        del limit
        return [JOB]

    def claim_stale(self, **asked: object) -> list[Message]:
        self.asked = asked
        return [JOB]


@dataclass
class Lengths:
    fetch: int

    def lengths(self) -> dict[str, int]:
        return {"fetch": self.fetch, "extract": 0, "deliver": 9}


def ports(jobs: Open, sender: FakeSender, fetch: int = 3) -> SweepPorts:
    return SweepPorts(jobs, Lengths(fetch), sender, stale=120)


def test_jobs_that_are_due_are_sent() -> None:
    sender = FakeSender()
    assert send_due(ports(Open(), sender)) == 1
    assert sender.sent == [JOB]


def test_what_is_stale_is_sent_again_and_the_ledger_hears_which_queues_are_empty() -> None:
    jobs, sender = Open(), FakeSender()
    assert send_stale(ports(jobs, sender)) == 1
    assert sender.sent == [JOB]
    assert (jobs.asked["fetch_empty"], jobs.asked["extract_empty"], jobs.asked["stale"]) == (False, True, 120)
