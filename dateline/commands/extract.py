"""``dateline extract``: one article through the same handlers, no broker."""

import sys
from typing import Annotated

import typer

from dateline.console import SOME_FAILED, emit, fail, settings


def extract(
    source: Annotated[str, typer.Argument(help="A file (.txt or .html), a URL, or - for text on standard input")],
    published: Annotated[
        str | None, typer.Option(help="Publication date (YYYY-MM-DD); relative times are resolved against it")
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="One line instead of indented JSON")] = False,
) -> None:
    """Read one article and print its facts as JSON; a page that is no article prints its failure and exits with 1."""
    from dateline.extracting import Local, failed_event
    from worker.contract.failures import DatelineError
    from worker.extraction.pipeline import ModelError

    loaded = settings()
    try:
        facts = Local(loaded).read(source, published=published)
    except DatelineError as error:
        emit(failed_event(error, source))
        raise typer.Exit(SOME_FAILED) from error
    except (ModelError, OSError) as error:
        fail(str(error))
    sys.stdout.write(facts.model_dump_json(by_alias=True, indent=None if json_lines else 1) + "\n")
