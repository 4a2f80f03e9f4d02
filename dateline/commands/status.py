"""``status``, ``failures``, ``replay``: what became of a job, and trying again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.console import DONE, SOME_FAILED, emit, fail, out, say, settings

if TYPE_CHECKING:
    from dateline.ledger import Outbox
    from dateline.retrying import Retried
    from worker.contract.delivery import Delivery
    from worker.contract.job import Job


def status(
    job_id: Annotated[str, typer.Argument(help="Job id, or the URL that was submitted")],
    json_lines: Annotated[
        bool, typer.Option("--json", help="The job, its stored event and its deliveries as one JSON object")
    ] = False,
) -> None:
    """Where a job stands. With its reason, its event and each attempt to deliver it."""
    from dateline.ledger import deliveries_of, opened, stored_event

    with opened(settings()) as outbox:
        found = outbox.jobs.of_url(job_id) if "://" in job_id else job_id
        job = outbox.jobs.get(found) if found else None
        if job is None:
            fail(
                f"there is no job {job_id!r}: jobs are kept 30 days after their end (DATELINE_STORE__JOB_DAYS)",
                SOME_FAILED,
            )
        deliveries = [_told(outbox, delivery) for delivery in deliveries_of(outbox, job)]
        event = stored_event(outbox, job) if json_lines else None
    if json_lines:
        emit({"job": job.model_dump(mode="json"), "event": event, "deliveries": deliveries})
        return
    out.print(f"[bold]{job.state}[/] {job.id}")
    say(f"  {job.url}")
    for name, value in _rows(job).items():
        if value:
            say(f"  {name}: {value}")
    for delivery in deliveries:
        _show_delivery(delivery)
    if missed := [delivery["id"] for delivery in deliveries if delivery["state"] in {"dead", "cancelled"}]:
        say(f"  what to do: when the endpoint is well again, `dateline replay {' '.join(missed)}`")


def _rows(job: "Job") -> dict[str, str | None]:
    return {
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


def _told(outbox: "Outbox", delivery: "Delivery") -> dict[str, Any]:
    return {
        **delivery.model_dump(mode="json", exclude={"event"}),
        "next_try": outbox.deliveries.next_try(delivery),
        "log": [attempt.model_dump(mode="json") for attempt in outbox.deliveries.attempts(delivery.id)],
    }


def _show_delivery(told: dict[str, Any]) -> None:
    again = f", next try {_when(told['next_try'])}" if told["state"] == "pending" and told["next_try"] else ""
    why = f": {told['reason']}" if told["reason"] else ""
    say(f"  delivery {told['id']} to {told['endpoint']}: {told['state']}{why}{again}")
    for line in told["log"]:
        said = f"answered {line['status']}" if line["status"] else line["error"]
        where = f" ({line['address']})" if line["address"] else ""
        say(f"    {line['number']}. {_when(line['started'])} {line['seconds']:.2f} s, {line['phase']}{where}: {said}")


def failures(
    limit: Annotated[int, typer.Option(min=1, help="Most that are listed")] = 100,
    retry: Annotated[
        bool,
        typer.Option("--retry", help="Try each again: undelivered events are replayed, the rest is submitted anew"),
    ] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each")] = False,
) -> None:
    """Jobs that ended as failed or dead, the newest first."""
    from dateline.ledger import opened
    from dateline.retrying import retry as retry_all
    from producers.submitter import Submitter

    loaded = settings()
    with opened(loaded) as outbox:
        found = outbox.jobs.failures(limit=limit)
        if not retry:
            for job in found:
                _show_failure(job, json_lines=json_lines)
            if not found and not json_lines:
                out.print("no job failed")
            return
        with Submitter(loaded) as submitter:
            retried = retry_all(outbox, found, submitter, rate=loaded.webhook.replay_rate)
            helped = [_show_retried(one, json_lines=json_lines) for one in retried]
    raise typer.Exit(DONE if all(helped) else SOME_FAILED)


def _show_failure(job: "Job", *, json_lines: bool) -> None:
    if json_lines:
        emit(job.model_dump(mode="json"))
        return
    code = job.failure.code if job.failure else "undelivered"
    say(f"{_when(job.updated)}  {job.state}  {code}  {job.id}  {job.url}")


def _show_retried(one: "Retried", *, json_lines: bool) -> bool:
    if json_lines:
        emit({**one._asdict(), "job": one.job.id, "url": one.job.url})
    else:
        more = one.new_job or (f"{one.deliveries} deliveries" if one.deliveries else one.reason or "")
        say(f"{one.how}  {one.job.id}  {one.job.url}  {more}")
    return one.how in {"submitted", "replayed", "superseded"}


def replay(
    which: Annotated[
        list[str] | None, typer.Argument(help="Jobs (job_… or their URLs), events (evt_…) or deliveries (msg_…)")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="All deliveries to this endpoint, as --state and times say")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="With --endpoint: made after this time (ISO 8601, UTC), or 30m, 12h, 7d ago")
    ] = None,
    until: Annotated[str | None, typer.Option(help="With --endpoint: made before this time; the same forms")] = None,
    state: Annotated[
        str, typer.Option(help="With --endpoint: dead, cancelled, delivered, or all of them")
    ] = "dead,cancelled",
    per_second: Annotated[
        float | None, typer.Option(min=0.1, help="Spread them like this; DATELINE_WEBHOOK__REPLAY_RATE when left out")
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each delivery")] = False,
) -> None:
    """Send stored events again. The webhook-id and the bytes stay the same; what is pending is left alone."""
    from dateline.ledger import opened
    from dateline.replaying import WHY_NOT, Range, chosen, replay_all

    if not which and not endpoint:
        fail("nothing to replay: name jobs, events or deliveries, or give --endpoint")
    if (since or until) and not endpoint:
        fail("--since and --until choose among the deliveries of one endpoint: give --endpoint too")
    loaded = settings()
    rate = per_second or loaded.webhook.replay_rate
    replayed, left = 0, 0
    with opened(loaded) as outbox:
        found = chosen(outbox, which or [], Range(endpoint, since, until, state))
        for delivery, said in replay_all(outbox, found, rate=rate, trigger="replay" if endpoint else "manual"):
            done = said == "replayed"
            replayed, left = replayed + done, left + (not done)
            if json_lines:
                emit(
                    {
                        "delivery": delivery.id,
                        "endpoint": delivery.endpoint,
                        "replayed": done,
                        "why": None if done else said,
                    }
                )
            else:
                text = f"replayed {delivery.id}" if done else f"left alone {delivery.id}: {WHY_NOT[said]}"
                say(text)
    _close(replayed, left, rate, json_lines=json_lines)


def _close(replayed: int, left: int, rate: float, *, json_lines: bool) -> None:
    if not replayed and not left:
        fail("there is nothing to replay there: `dateline status JOB` shows what became of a job", SOME_FAILED)
    if replayed and not json_lines:
        out.print(f"{replayed} replayed, {left} left alone; the last is sent in {replayed / rate:.0f} s")
    raise typer.Exit(SOME_FAILED if left else DONE)


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
