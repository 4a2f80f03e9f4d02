"""``dateline extract``: one article through the same handlers, no broker."""

import sys
from typing import Annotated

import typer

from dateline.console import SOME_FAILED, fail, needed, settings
from producers.checks import published_problem


def extract(
    source: Annotated[str, typer.Argument(help="A file (.txt or .html), a URL, or - for standard input")],
    published: Annotated[
        str | None, typer.Option(help="Publication date (YYYY-MM-DD); relative times are resolved against it")
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="One line instead of indented JSON")] = False,
) -> None:
    """Read one article and print its facts as JSON. A page that is no article prints its failure and exits with 1."""
    needed("spacy")
    from dateline.extracting import Local, NoFactsError
    from worker.extraction.pipeline import ModelError

    if problem := published_problem(published):
        fail(problem)
    indent, code = None if json_lines else 1, 0
    try:
        said = Local(settings()).read(source, published=published).model_dump_json(by_alias=True, indent=indent)
    except NoFactsError as error:
        said, code = error.event.model_dump_json(by_alias=True, indent=indent), SOME_FAILED
    except ModelError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{source!r} cannot be read ({error.strerror or error}): give a file, a URL, or - for standard input")
    sys.stdout.write(said + "\n")
    raise typer.Exit(code)
