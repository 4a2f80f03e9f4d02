from prometheus_client import CollectorRegistry, generate_latest

from worker.telemetry.metrics import LedgerCollector


def test_the_metrics_say_what_the_ledger_says() -> None:
    registry = CollectorRegistry()
    counts = {"done": 3, "dead": 1, "resent": 2, "due": 4}
    registry.register(LedgerCollector(lambda: counts, lambda: {"fetch": 5}, lambda: 6))
    text = generate_latest(registry).decode()
    for line in (
        'dateline_jobs{state="done"} 3.0',
        'dateline_jobs{state="dead"} 1.0',
        'dateline_jobs{state="queued"} 0.0',
        "dateline_jobs_due 4.0",
        "dateline_jobs_resent_total 2.0",
        'dateline_queue_length{queue="fetch"} 5.0',
        "dateline_deliveries_pending 6.0",
    ):
        assert line in text
