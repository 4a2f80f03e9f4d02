"""``dev``, ``demo``, ``worker``, ``flower``, ``receive``: what keeps running."""

import os
import sys
from typing import Annotated

import typer

from dateline.console import DONE, fail, needed, out, settings
from worker.contract.queues import QUEUES


def dev() -> None:
    """Broker, workers, Flower and receiver as one process tree. Ctrl-C ends all of it."""
    from dateline.dev import run_dev

    raise typer.Exit(run_dev(settings()))


def demo(
    url: Annotated[
        list[str] | None, typer.Option("--url", help="Articles of your own instead of the sample site; repeatable")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Stay up afterwards and print the addresses")] = False,
    begun: Annotated[float | None, typer.Option(hidden=True, help="When the set-up began, in Unix seconds")] = None,
) -> None:
    """Sample articles through the whole pipeline. A local news site serves them, the facts come to the terminal."""
    from dateline.demo import run_demo

    raise typer.Exit(run_demo(settings(), urls=url or [], keep=keep, begun=begun))


def worker(
    queue: Annotated[str | None, typer.Argument(help="fetch, extract or deliver; all three when left out")] = None,
) -> None:
    """Run the worker of one queue, or of all three as a process tree."""
    if queue is not None and queue not in QUEUES:
        fail(f"there is no queue {queue!r}: choose {', '.join(QUEUES)}, or leave it out for all three")
    loaded = settings()
    needed("spacy")
    if queue is None:
        from dateline.dev import run_workers

        raise typer.Exit(run_workers(loaded))
    from dateline.stack import worker_argv

    argv = worker_argv(queue, loaded)
    os.execv(argv[0], argv)  # noqa: S606 - becomes the worker, so that signals reach it


def flower() -> None:
    """The page that shows the tasks. It binds to loopback unless the settings say otherwise."""
    from dateline.processes import free_port
    from dateline.stack import flower_argv, flower_env

    needed("flower")
    loaded = settings()
    port = free_port(loaded.flower.port, loaded.flower.address)
    out.print(f"Flower: http://{loaded.flower.address}:{port}")
    os.environ.update(flower_env(loaded))
    argv = flower_argv(loaded, port)
    os.execv(argv[0], argv)  # noqa: S606 - becomes Flower, so that signals reach it


def metrics(
    address: Annotated[
        str, typer.Option(help="What it binds to; the page is open to whoever reaches it")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; the next free one when it is taken")] = 9109,
) -> None:
    """Metrics for Prometheus. They are read from the ledger: one such process tells them for all workers."""
    from prometheus_client import CollectorRegistry, start_http_server

    from dateline.processes import free_port
    from worker.bootstrap import Rooms
    from worker.telemetry.metrics import LedgerCollector

    rooms = Rooms(settings())
    registry = CollectorRegistry()
    registry.register(LedgerCollector(rooms.jobs.counts, rooms.queues.lengths, rooms.outbox.due_count))
    chosen = free_port(port, address)
    _, serving = start_http_server(chosen, address, registry)
    out.print(f"metrics: http://{address}:{chosen}/metrics")
    try:
        serving.join()
    except KeyboardInterrupt:
        sys.exit(DONE)


def receive(
    port: Annotated[int | None, typer.Option(help="Port; the next free one when it is taken")] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON")] = False,
) -> None:
    """Verify and show what arrives at a webhook."""
    from dateline.receiving import run_receiver

    loaded = settings()
    if loaded.webhook.secret is None:
        fail(
            "no secret to verify with: set DATELINE_WEBHOOK__SECRET to the sender's; `dateline secret` makes one",
        )
    try:
        run_receiver(loaded, port=port, json_lines=json_lines)
    except KeyboardInterrupt:
        sys.exit(DONE)
