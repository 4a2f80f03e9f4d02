"""The ``dateline`` command."""

import typer

from dateline.commands import doctor, endpoints, extract, find, run, status, submit

app = typer.Typer(
    name="dateline",
    help="Facts out of the news: article URLs in, signed facts out, each with the characters that prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

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
