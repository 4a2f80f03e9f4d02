"""``watch``, ``sitemap``, ``discover``: article URLs out of feeds, sitemaps and sites."""

from typing import Annotated

import typer

from dateline.console import DONE, SOME_FAILED, emit, fail, out, settings


def watch(
    feeds: Annotated[list[str] | None, typer.Argument(help="Feeds")] = None,
    once: Annotated[bool, typer.Option("--once", help="Read each feed once and end")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each URL")] = False,
) -> None:
    """Submit what is new in feeds; runs on unless --once."""
    from dateline.finding import client_of
    from dateline.submitting import Output
    from producers import submit_many
    from producers.sources.feeds import parse_feed
    from producers.sources.web import SourceError, read
    from worker.contract.job import Submission

    if not once:
        fail("running on comes with the next commit: use --once")
    loaded = settings()
    output = Output(json_lines=json_lines, rejects=None)
    with client_of(loaded) as client:
        for feed in feeds or []:
            try:
                fetched = read(client, feed)
            except SourceError as error:
                fail(str(error), SOME_FAILED)
            found = parse_feed(fetched.body, fetched.final_url, fetched.content_type)
            output.show(submit_many((Submission(url=candidate.url) for candidate in found.candidates), loaded))
    raise typer.Exit(SOME_FAILED if output.rejected else DONE)


def sitemap(
    url: Annotated[str, typer.Argument(help="A sitemap, or an index of sitemaps; .gz too")],
    limit: Annotated[int | None, typer.Option(min=1, help="Most URLs that are taken")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List them, submit nothing")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each URL")] = False,
) -> None:
    """Submit the URLs of a sitemap and of those that it names."""
    from itertools import islice

    from dateline.finding import client_of, problem
    from dateline.submitting import Output, send
    from producers.sources.walk import walk_sitemaps
    from worker.contract.job import Submission

    loaded = settings()
    output = Output(json_lines=json_lines, rejects=None)
    with client_of(loaded) as client:
        found = islice(walk_sitemaps(client, url, on_problem=problem), limit)
        output.show(send((Submission(url=candidate.url) for candidate in found), loaded, dry_run=dry_run))
    raise typer.Exit(SOME_FAILED if output.rejected else DONE)


def discover(
    page: Annotated[str, typer.Argument(help="A page of the site, usually its home page")],
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each")] = False,
) -> None:
    """List the feeds and sitemaps of a site; submits nothing."""
    from dateline.finding import client_of, problem
    from producers.sources.discover import discover as discover_site
    from producers.sources.web import SourceError

    with client_of(settings()) as client:
        try:
            found = discover_site(client, page)
        except SourceError as error:
            fail(str(error), SOME_FAILED)
    for what in found.problems:
        problem(page, what)
    for kind, urls in (("feed", found.feeds), ("sitemap", found.sitemaps)):
        for url in urls:
            if json_lines:
                emit({"kind": kind, "url": url})
            else:
                out.print(f"{kind:8} {url}", markup=False)
    raise typer.Exit(DONE if found.feeds or found.sitemaps else SOME_FAILED)
