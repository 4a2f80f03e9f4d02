"""``dateline doctor``: whether a broker answers, who works, what waits, and what to do about it."""

from typing import Annotated

import typer

from dateline.console import DONE, SOME_FAILED, emit, err, fail, out, say, settings
from worker.contract.queues import QUEUES


def doctor(
    alive: Annotated[
        str | None, typer.Option(help="Only: is the worker of this queue alive on this machine? For health checks")
    ] = None,
    broker: Annotated[bool, typer.Option("--broker", help="Only: does the broker answer? For health checks")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each check")] = False,
) -> None:
    """Check this installation. Every finding comes with its remedy."""
    from dateline.checks import all_checks, broker_answers, worker_alive

    if alive and alive not in QUEUES:
        fail(f"there is no queue {alive!r}: choose {', '.join(QUEUES)}")
    loaded = settings()
    if alive:
        findings = [worker_alive(loaded, alive)]
    elif broker:
        findings = [broker_answers(loaded)]
    else:
        findings = list(all_checks(loaded))
    for finding in findings:
        if json_lines:
            emit(finding._asdict())
        else:
            mark = "[green]ok[/] " if finding.ok else "[red]no[/] "
            (out if finding.ok else err).print(f"{mark} {finding.name}: ", end="")
            say(finding.text, out if finding.ok else err)
    raise typer.Exit(DONE if all(finding.ok for finding in findings) else SOME_FAILED)
