"""What a soak run comes to, printed."""

from collections import Counter
from collections.abc import Sequence

from chaos import Run
from faulty import by_id
from tally import Accounts, Balance, at_share, balance, lags

from worker.contract.delivery import Attempt, Delivery
from worker.contract.job import TERMINAL_STATES


class Report:
    """Reads the records of a run that is over.

    Args:
        run: the run.
        deadline: seconds that one attempt may take.
    """

    def __init__(self, run: Run, deadline: float) -> None:
        outbox = run.rig.rooms.outbox
        self._run = run
        self._told = run.receiver.tally()
        self._deliveries = {name: outbox.get(name) or _missing(name) for name in sorted(run.expected)}
        self._logs: dict[str, Sequence[Attempt]] = {name: outbox.attempts(name) for name in self._deliveries}
        received = by_id(self._told.noted)
        attempts = lambda name: self._logs.get(name, ())  # noqa: E731 - a look-up
        self._balance: Balance = balance(Accounts(self._deliveries, received, attempts, run.kills, deadline))
        jobs = ((job, run.rig.rooms.jobs.get(job)) for job in sorted(run.accepted))
        self._unfinished = [name for name, job in jobs if job is None or job.state not in TERMINAL_STATES]

    @property
    def kept(self) -> bool:
        """Whether the promise was."""
        result = self._balance
        return not (result.lost or self._unfinished or result.unexplained or self._told.unsigned)

    def show(self, what: str, seconds: float) -> None:
        """Print all of it."""
        killed = Counter(kill.what for kill in self._run.kills)
        kinds = ", ".join(f"{count} x {name}" for name, count in sorted(killed.items()))
        print(f"{what}: {seconds:.0f} s, kill -9 of {kinds or 'nothing'}")
        self._show_balance(seconds)
        self._show_lags()
        memory = self._run.rig.rooms.redis.info("memory")
        _row("memory", f"broker {memory['used_memory_peak'] / 2**20:.0f} MiB, a worker {self._run.peak / 1024:.0f} MiB")
        _row("sent again", f"{self._run.rig.rooms.jobs.counts()['resent']} messages")
        _row("requests", f"{len(self._told.noted)}, badly signed {self._told.unsigned}")
        for line in [*self._balance.unexplained[:10], *map("lost: {}".format, self._lost[:10])]:
            print(f"    {line}")

    @property
    def _lost(self) -> list[str]:
        return [*self._balance.lost, *self._unfinished]

    def _show_balance(self, seconds: float) -> None:
        result, count = self._balance, len(self._deliveries)
        _row("accepted", f"{len(self._run.accepted)} jobs, {count} deliveries")
        _row("delivered", f"{result.delivered}, {count / seconds:.0f} ended a second")
        _row("attempts", str(sum(map(len, self._logs.values()))))
        _rows("dead, with the reason", result.dead)
        _row("lost", str(len(self._lost)))
        _rows("duplicates", result.duplicates)
        _row("unexplained", str(len(result.unexplained)))

    def _show_lags(self) -> None:
        created = [delivery.created for delivery in self._deliveries.values()]
        for name, values in zip(("first tries", "retries"), lags(self._logs.values(), created), strict=True):
            p50, p99, worst = (at_share(values, share) for share in (0.5, 0.99, 1))
            _row(f"lag of {name}", f"p50 {p50:.2f} s, p99 {p99:.2f} s, worst {worst:.1f} s")


def _missing(name: str) -> Delivery:
    return Delivery(id=name, event="", job="", endpoint="no record")


def _row(name: str, value: str) -> None:
    print(f"  {name:22s} {value}")


def _rows(name: str, counted: Counter[str]) -> None:
    _row(name, str(counted.total()))
    for what, count in sorted(counted.items()):
        print(f"    {count:6d}  {what}")
