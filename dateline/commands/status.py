"""``status``, ``failures``, ``replay``: what became of a job, and trying again."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from dateline.console import DONE, SOME_FAILED, emit, fail, out, settings


def status(
    job_id: Annotated[str, typer.Argument(help="Job id, or the URL that was submitted")],
    json_lines: Annotated[bool, typer.Option("--json", help="The job and its stored event as one JSON object")] = False,
) -> None:
    """Where a job stands, with its reason, attempts and event."""
    from dateline.ledger import event_of, opened

    with opened(settings()) as jobs:
        found = jobs.of_url(job_id) if "://" in job_id else job_id
        job = jobs.get(found) if found else None
        if job is None:
            fail(
                f"there is no job {job_id!r}: jobs are kept 30 days after their end (DATELINE_STORE__JOB_DAYS)",
                SOME_FAILED,
            )
        event = event_of(job, settings())
    if json_lines:
        emit({"job": job.model_dump(mode="json"), "event": event})
        return
    out.print(f"[bold]{job.state}[/] {job.id}")
    out.print(f"  {job.url}", markup=False)
    rows = {
        "submitted": _when(job.created),
        "last change": _when(job.updated),
        "article": f"{job.article_id}, revision {job.revision}" if job.article_id else None,
        "event": f"{job.event_type} {job.event_id}" if job.event_id else None,
        "deliveries": f"{job.deliveries_ended} of {job.deliveries} ended" if job.deliveries else None,
        "tries that failed": str(job.attempts) if job.attempts else None,
        "sent again": str(job.resent) if job.resent else None,
        "next try": _when(job.due) if job.due else None,
        "failure": f"{job.failure.code}: {job.failure.message}" if job.failure else None,
        "what to do": job.failure.remedy if job.failure else None,
    }
    for name, value in rows.items():
        if value:
            out.print(f"  {name}: {value}", markup=False)


def failures(
    limit: Annotated[int, typer.Option(help="Most that are listed")] = 100,
    retry: Annotated[bool, typer.Option("--retry", help="Submit each of them again")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each")] = False,
) -> None:
    """Jobs that ended as failed or dead, the newest first."""
    from dateline.ledger import opened
    from producers import submit_many
    from worker.contract.job import Submission

    loaded = settings()
    with opened(loaded) as jobs:
        found = jobs.failures(limit=limit)
    for job in found:
        code = job.failure.code if job.failure else "undelivered"
        if json_lines:
            emit(job.model_dump(mode="json"))
        else:
            out.print(f"{_when(job.updated)}  {job.state}  {code}  {job.id}  {job.url}", markup=False)
    if retry:
        again = [Submission(url=job.url, force=True, published=job.published) for job in found]
        for receipt in submit_many(again, loaded):
            out.print(f"{receipt.outcome} {receipt.job_id or ''} {receipt.url}", markup=False)
    raise typer.Exit(DONE)


def replay(
    which: Annotated[
        list[str] | None, typer.Argument(help="Jobs (job_… or their URLs), events (evt_…) or deliveries (msg_…)")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="All deliveries to this endpoint, as --state and times say")
    ] = None,
    since: Annotated[datetime | None, typer.Option(help="With --endpoint: made at or after this time, UTC")] = None,
    until: Annotated[datetime | None, typer.Option(help="With --endpoint: made before this time, UTC")] = None,
    state: Annotated[
        str, typer.Option(help="With --endpoint: dead, cancelled, delivered, or all of them")
    ] = "dead,cancelled",
    per_second: Annotated[float, typer.Option(min=0.1, help="Spread them, so that the endpoint is not flooded")] = 20.0,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each delivery")] = False,
) -> None:
    """Send stored events again, with the same webhook-id and the same bytes; what is pending is left alone."""
    from dateline.ledger import outbox_opened
    from dateline.ledger import replay as replay_one
    from dateline.replaying import Range, deliveries_of

    if not which and not endpoint:
        fail("nothing to replay: name jobs, events or deliveries, or give --endpoint")
    with outbox_opened(settings()) as outbox:
        found = deliveries_of(outbox, which or [], Range(endpoint, since, until, state))
        replayed = 0
        for delivery in found:
            done = replay_one(outbox, delivery, after=replayed / per_second)
            replayed += done
            if json_lines:
                emit({"delivery": delivery, "replayed": done})
            else:
                out.print(f"{'replayed' if done else 'left alone'} {delivery}", markup=False)
    if not found:
        fail("there is no such delivery: `dateline status JOB` shows what became of a job", SOME_FAILED)
    raise typer.Exit(DONE if replayed else SOME_FAILED)


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
