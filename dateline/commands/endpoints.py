"""``endpoints`` and ``secret``: where events go, and what signs them."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.console import SOME_FAILED, emit, fail, out, say, settings

if TYPE_CHECKING:
    from worker.contract.delivery import Endpoint

app = typer.Typer(help="Where events go: list, add, enable, disable, rotate, remove.", no_args_is_help=True)
EndpointId = Annotated[str, typer.Argument(help="Its id, as `dateline endpoints list` shows it")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line")]
DAY_HOURS = 24.0


@app.command("list")
def list_endpoints(json_lines: AsJson = False) -> None:
    """Every endpoint with its filter and its health. Secrets are never shown."""
    from dateline.ledger import opened

    with opened(settings()) as outbox:
        rows = [(e, outbox.endpoints.health(e.id)) for e in outbox.endpoints.listed()]
    for endpoint, health in rows:
        if json_lines:
            shown = endpoint.model_dump(mode="json", exclude={"secret", "previous_secret", "previous_until"})
            emit({**shown, "signed": endpoint.secret is not None, **health})
            continue
        wants = ", ".join(endpoint.types) or "every event"
        say(f"{endpoint.id}  {endpoint.url}  {wants}  {_health(endpoint, health)}")
    if not rows and not json_lines:
        out.print("no endpoint: set DATELINE_WEBHOOK__URL, or `dateline endpoints add URL`")


def _health(endpoint: "Endpoint", health: dict[str, float]) -> str:
    if endpoint.disabled:
        return f"disabled: {endpoint.disabled}"
    if endpoint.secret is None:
        return f"no secret: `dateline endpoints rotate {endpoint.id}` gives it one"
    if not health["failures"]:
        return "enabled"
    waits = max(health["paused"], health["open"])
    rests = (
        f", left alone until {datetime.fromtimestamp(waits, UTC).isoformat(timespec='seconds')}"
        if waits > time.time()
        else ""
    )
    return f"enabled, {health['failures']:g} failures in a row{rests}"


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where events are posted")],
    name: Annotated[str, typer.Option(help="Its id; made of the URL's host when left out")] = "",
    types: Annotated[list[str] | None, typer.Option("--type", help="Only these events; repeatable")] = None,
    secret: Annotated[
        str,
        typer.Option(
            envvar="DATELINE_ENDPOINT_SECRET",
            help="Signs its events; when left out, a new endpoint's is made and shown, a known one's stays",
        ),
    ] = "",
    ca_file: Annotated[Path | None, typer.Option(help="PEM file of the authority that its certificate is of")] = None,
    cert_file: Annotated[Path | None, typer.Option(help="PEM file of the client certificate that it asks for")] = None,
    key_file: Annotated[Path | None, typer.Option(help="PEM file of that certificate's key")] = None,
    no_files: Annotated[bool, typer.Option("--no-files", help="Forget the certificate files that it had")] = False,
    json_lines: AsJson = False,
) -> None:
    """Add an endpoint, or change the one of that --name. It takes effect with the next event, without a restart.

    Certificate files are read by the deliver workers: each of them needs the file at the same path.
    """
    from dateline.endpoint_options import checked_files, checked_id, checked_secret, checked_types, checked_url, id_of
    from dateline.ledger import opened
    from worker.contract.delivery import Endpoint
    from worker.contract.webhook_secret import make_secret

    checked_url(url)
    files = {"ca_file": ca_file, "cert_file": cert_file, "key_file": key_file}
    checked_files(files)
    before = dict.fromkeys(files, "") if no_files else {}
    wanted = Endpoint(
        id=checked_id(name) if name else id_of(url),
        url=url,
        secret=checked_secret(secret) if secret else None,
        types=checked_types(types or []),
        **before | {option: str(file.resolve()) for option, file in files.items() if file},
    )
    with opened(settings()) as outbox:
        known = outbox.endpoints.get(wanted.id)
        if known is not None and not name and known.url != url:
            fail(f"there is an endpoint {known.id!r} already, at {known.url}: give this one a --name of its own")
        made = make_secret() if not secret and (known is None or known.secret is None) else None
        if made:
            wanted = wanted.model_copy(update={"secret": made})
        elif secret and known is not None:
            outbox.endpoints.rotate(known.id, secret, overlap=DAY_HOURS * 3600)
        outbox.endpoints.add(wanted)
    verb = "added" if known is None else "changed"
    shown = {"id": wanted.id, "url": url, "types": wanted.types, **({"secret": made} if made else {})}
    _say(shown, f"{verb} {wanted.id}" + (f"; its secret, shown this once: {made}" if made else ""), json_lines)


@app.command()
def disable(
    endpoint_id: EndpointId,
    why: Annotated[str, typer.Option(help="Kept with it and shown in the list")] = "by hand",
    json_lines: AsJson = False,
) -> None:
    """Send nothing more to an endpoint. What is pending for it is cancelled and can be replayed."""
    from dateline.ledger import opened

    with opened(settings()) as outbox:
        known = outbox.endpoints.disable(endpoint_id, why or "by hand")
    _known(endpoint_id, known=known)
    _say({"id": endpoint_id, "disabled": why}, f"disabled {endpoint_id}", json_lines)


@app.command()
def enable(endpoint_id: EndpointId, json_lines: AsJson = False) -> None:
    """Send to an endpoint again. `dateline replay --endpoint ID` sends what it missed."""
    from dateline.ledger import opened

    with opened(settings()) as outbox:
        known = outbox.endpoints.enable(endpoint_id)
    _known(endpoint_id, known=known)
    _say(
        {"id": endpoint_id, "disabled": None},
        f"enabled {endpoint_id}; `dateline replay --endpoint {endpoint_id}` sends what it missed",
        json_lines,
    )


@app.command()
def rotate(
    endpoint_id: EndpointId,
    secret: Annotated[
        str, typer.Option(envvar="DATELINE_ENDPOINT_SECRET", help="The new secret; made and shown when left out")
    ] = "",
    overlap: Annotated[float, typer.Option(min=0, help="Hours for which the old secret signs too")] = DAY_HOURS,
    json_lines: AsJson = False,
) -> None:
    """Change an endpoint's secret. Both sign until the receiver has had time to change; no restart is needed."""
    from dateline.endpoint_options import checked_secret
    from dateline.ledger import opened
    from worker.contract.webhook_secret import make_secret

    signing = checked_secret(secret) if secret else make_secret()
    with opened(settings()) as outbox:
        known = outbox.endpoints.rotate(endpoint_id, signing, overlap=overlap * 3600)
    _known(endpoint_id, known=known)
    made = {"id": endpoint_id, **({} if secret else {"secret": signing})}
    _say(made, f"rotated {endpoint_id}" + ("" if secret else f"; its secret, shown this once: {signing}"), json_lines)


@app.command()
def remove(endpoint_id: EndpointId, json_lines: AsJson = False) -> None:
    """Send it no new events. What is pending is still delivered; one of the settings comes back with the next start."""
    from dateline.ledger import opened

    with opened(settings()) as outbox:
        known = outbox.endpoints.remove(endpoint_id)
    _known(endpoint_id, known=known)
    _say({"id": endpoint_id, "removed": True}, f"removed {endpoint_id}", json_lines)


def secret(json_lines: AsJson = False) -> None:
    """Make a webhook secret. 32 random bytes, as Standard Webhooks writes them."""
    from worker.contract.webhook_secret import make_secret

    made = make_secret()
    _say({"secret": made}, made, json_lines)


def _known(endpoint_id: str, *, known: bool) -> None:
    if not known:
        fail(f"there is no endpoint {endpoint_id!r}: `dateline endpoints list` shows them", SOME_FAILED)


def _say(made: dict[str, Any], text: str, json_lines: bool) -> None:
    if json_lines:
        emit(made)
    else:
        say(text)
