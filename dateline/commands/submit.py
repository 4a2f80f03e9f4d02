"""``dateline submit``: article URLs into the queue."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from dateline.console import DONE, SOME_FAILED, fail, pairs, settings
from producers.checks import options_problem
from worker.contract.job import Receipt, Submission


def submit(
    urls: Annotated[list[str] | None, typer.Argument(help="Article URLs")] = None,
    file: Annotated[str | None, typer.Option(help="A file of URLs: .txt, .csv or .jsonl; - for standard input")] = None,
    webhook: Annotated[str | None, typer.Option(help="Send the events of these articles here as well")] = None,
    webhook_secret: Annotated[
        str | None,
        typer.Option(
            envvar="DATELINE_SUBMIT_SECRET",
            help="whsec_ secret that signs for --webhook; the default one when left out",
        ),
    ] = None,
    meta: Annotated[list[str] | None, typer.Option(help="key=value, echoed in the event; repeatable")] = None,
    published: Annotated[
        str | None, typer.Option(help="Publication date (YYYY-MM-DD) that beats the page's own")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Fetch again although the URL is known")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until each job has ended, and say how")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, send nothing")] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write rejected lines with their reasons here, as JSON lines")
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each URL")] = False,
) -> None:
    """Submit article URLs to the queue."""
    from dateline.submitting import Output, read_submissions, send, wait_for

    if not urls and file is None:
        fail("nothing to submit: give URLs, or --file")
    common = Submission(
        url="",
        webhook_url=webhook,
        webhook_secret=webhook_secret,
        metadata=pairs(meta),
        published=published,
        force=force,
    )
    if problem := options_problem(common):
        fail(problem)
    output = Output(json_lines=json_lines, rejects=rejects)
    submissions: Iterable[Submission] = read_submissions(urls or [], file, common, output)
    loaded = settings()
    receipts: Iterator[Receipt] = send(submissions, loaded, dry_run=dry_run)
    accepted = output.show(receipts)
    ended_badly = wait_for(accepted, loaded, output) if wait and not dry_run else 0
    output.close()
    raise typer.Exit(SOME_FAILED if output.rejected or ended_badly else DONE)
