"""``watch``, ``sitemap``, ``discover``: article URLs out of feeds, sitemaps and sites."""

from contextlib import closing
from typing import Annotated

import typer

from dateline.console import DONE, SOME_FAILED, emit, fail, say, settings


def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(help="Feeds (RSS, Atom, RDF, JSON Feed), sites that name some, OPML files")
    ] = None,
    file: Annotated[str | None, typer.Option(help="An OPML file with more feeds")] = None,
    once: Annotated[bool, typer.Option("--once", help="Read each feed once and end")] = False,
    since: Annotated[str | None, typer.Option(help="Leave out what was published longer ago: 30m, 12h, 7d, 2w")] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each URL and each reading")] = False,
) -> None:
    """Submit what is new in feeds. Runs on until Ctrl-C unless --once; what was seen is remembered over restarts."""
    from dateline.finding import feeds_of, run_watch, span

    seconds, found = span(since), feeds_of(feeds or [], file)
    if not found:
        fail("nothing to watch: give feeds, a site, or an OPML file")
    good = run_watch(found, settings(), once=once, since=seconds, json_lines=json_lines)
    raise typer.Exit(DONE if good else SOME_FAILED)


def sitemap(
    url: Annotated[str, typer.Argument(help="A sitemap or an index of sitemaps, gzipped or not")],
    since: Annotated[
        str | None, typer.Option(help="Leave out what was published or changed longer ago: 30m, 12h, 7d, 2w")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most URLs that are taken")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List them, submit nothing")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each URL")] = False,
) -> None:
    """Submit the URLs of a sitemap. Of an index, those of the sitemaps that it names."""
    from dateline.finding import run_sitemap, span

    good = run_sitemap(url, settings(), since=span(since), limit=limit, dry_run=dry_run, json_lines=json_lines)
    raise typer.Exit(DONE if good else SOME_FAILED)


def discover(
    page: Annotated[str, typer.Argument(help="A page of the site, usually its home page")],
    json_lines: Annotated[bool, typer.Option("--json", help="One line of JSON for each")] = False,
) -> None:
    """List the feeds and sitemaps of a site; submits nothing."""
    from dateline.finding import problem
    from producers.sources.discover import discover as discover_site
    from producers.sources.web import SourceError, source_client

    with closing(source_client(settings())) as client:
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
                say(f"{kind:8} {url}")
    raise typer.Exit(DONE if found.feeds or found.sitemaps else SOME_FAILED)
