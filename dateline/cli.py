"""The ``dateline`` command."""

from importlib.metadata import version
from typing import Annotated

import typer

from dateline.commands import doctor, endpoints, extract, find, run, status, submit


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def dateline(
    show_version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Show the version and end")
    ] = False,
) -> None:
    """Facts out of the news: article URLs in, signed facts out, each with the characters that prove it."""


app.command()(run.dev)
app.command()(run.demo)
app.command()(submit.submit)
app.command()(extract.extract)
app.command()(find.watch)
app.command()(find.sitemap)
app.command()(find.discover)
app.command()(status.status)
app.command()(status.failures)
app.command()(status.replay)
app.add_typer(endpoints.app, name="endpoints")
app.command()(endpoints.secret)
app.command()(run.receive)
app.command()(run.worker)
app.command()(run.flower)
app.command()(run.metrics)
app.command()(doctor.doctor)
