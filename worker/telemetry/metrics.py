"""Metrics: read from the ledger when they are asked for, so that any one process tells them for all.

Counters in a worker's memory would be those of one child of one process; the ledger counts for everybody.
"""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from worker.contract.job import JobState


class LedgerCollector(Collector):
    """A Prometheus collector.

    Args:
        counts: jobs by state, with ``due`` and ``resent``.
        lengths: messages by queue.
        pending: deliveries that have not ended.
    """

    def __init__(
        self,
        counts: Callable[[], Mapping[str, int]],
        lengths: Callable[[], Mapping[str, int]],
        pending: Callable[[], int],
    ) -> None:
        self._counts = counts
        self._lengths = lengths
        self._pending = pending

    def collect(self) -> Iterator[Metric]:
        """The metrics as they stand."""
        counts = self._counts()
        jobs = GaugeMetricFamily("dateline_jobs", "Jobs that are in a state", labels=["state"])
        for state in JobState:
            jobs.add_metric([state.value], counts.get(state, 0))
        yield jobs
        yield GaugeMetricFamily("dateline_jobs_due", "Jobs put back to be fetched later", value=counts.get("due", 0))
        yield CounterMetricFamily("dateline_jobs_resent", "Messages sent again", value=counts.get("resent", 0))
        queues = GaugeMetricFamily("dateline_queue_length", "Messages that wait", labels=["queue"])
        for queue, length in self._lengths().items():
            queues.add_metric([queue], length)
        yield queues
        yield GaugeMetricFamily("dateline_deliveries_pending", "Deliveries that have not ended", value=self._pending())
