from prometheus_client import CollectorRegistry, generate_latest

from worker.telemetry.metrics import LedgerCollector


def test_the_metrics_say_what_the_ledger_says() -> None:
    registry = CollectorRegistry()
    registry.register(LedgerCollector(lambda: {"done": 3, "dead": 1, "resent": 2, "due": 4}, lambda: {"fetch": 5}))
    text = generate_latest(registry).decode()
    for line in (
        'dateline_jobs{state="done"} 3.0',
        'dateline_jobs{state="dead"} 1.0',
        'dateline_jobs{state="queued"} 0.0',
        "dateline_jobs_due 4.0",
        "dateline_jobs_resent_total 2.0",
        'dateline_queue_length{queue="fetch"} 5.0',
    ):
        assert line in text
