"""``endpoints`` and ``secret``: where events go, and what signs them."""

from typing import Annotated, Any

import typer

from dateline.console import SOME_FAILED, emit, fail, out, settings

app = typer.Typer(help="List, add, disable, enable and rotate the endpoints that get events.", no_args_is_help=True)
EndpointId = Annotated[str, typer.Argument(help="Its id, as `dateline endpoints list` shows it")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line")]
DAY_HOURS = 24.0


@app.command("list")
def list_endpoints(json_lines: AsJson = False) -> None:
    """Every endpoint with its filter, its health and whether it is disabled; secrets are never shown."""
    from dateline.ledger import endpoints_opened

    with endpoints_opened(settings()) as endpoints:
        rows = [(e, endpoints.health(e.id)) for e in endpoints.listed()]
    for endpoint, health in rows:
        shown = {
            **endpoint.model_dump(mode="json", exclude={"secret", "previous_secret", "previous_until"}),
            "signed": endpoint.secret is not None,
            **health,
        }
        if json_lines:
            emit(shown)
            continue
        state = f"disabled: {endpoint.disabled}" if endpoint.disabled else "enabled"
        wants = ", ".join(endpoint.types) or "every event"
        out.print(f"{endpoint.id}  {endpoint.url}  {wants}  {state}  {health['failures']:g} failures", markup=False)
    if not rows and not json_lines:
        out.print("no endpoint: set DATELINE_WEBHOOK__URL, or `dateline endpoints add URL`")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where events are posted")],
    name: Annotated[str, typer.Option(help="Its id; made of the URL's host when left out")] = "",
    types: Annotated[list[str] | None, typer.Option("--type", help="Only these events; repeatable")] = None,
    secret: Annotated[str, typer.Option(help="Signs its events; a new one is made and shown when left out")] = "",
    json_lines: AsJson = False,
) -> None:
    """Add an endpoint, or change the one of that id; takes effect with the next event, without a restart."""
    from urllib.parse import urlsplit

    from dateline.ledger import endpoints_opened
    from worker.contract.delivery import Endpoint
    from worker.contract.events import EventType
    from worker.contract.failures import PermanentError
    from worker.contract.urls import check_submitted
    from worker.webhooks.signing import SecretError, check_secret, make_secret

    try:
        check_submitted(url)
        signing = check_secret(secret) if secret else make_secret()
    except (PermanentError, SecretError) as error:
        fail(str(error))
    unknown = sorted(set(types or []) - {kind.value for kind in EventType})
    if unknown:
        fail(f"there is no event {unknown[0]!r}: choose among {', '.join(kind.value for kind in EventType)}")
    endpoint = Endpoint(id=name or urlsplit(url).netloc, url=url, secret=signing, types=tuple(types or ()))
    with endpoints_opened(settings()) as endpoints:
        endpoints.add(endpoint)
    made = {"id": endpoint.id, "url": url, **({} if secret else {"secret": signing})}
    _say(made, f"added {endpoint.id}" + ("" if secret else f"; its secret, shown this once: {signing}"), json_lines)


@app.command()
def disable(
    endpoint_id: EndpointId,
    why: Annotated[str, typer.Option(help="Kept with it and shown in the list")] = "by hand",
    json_lines: AsJson = False,
) -> None:
    """Send nothing more to an endpoint; what is pending for it is cancelled and can be replayed."""
    from dateline.ledger import endpoints_opened

    with endpoints_opened(settings()) as endpoints:
        known = endpoints.disable(endpoint_id, why)
    _known(endpoint_id, known=known)
    _say({"id": endpoint_id, "disabled": why}, f"disabled {endpoint_id}", json_lines)


@app.command()
def enable(endpoint_id: EndpointId, *, json_lines: AsJson = False) -> None:
    """Send to an endpoint again; `dateline replay --endpoint ID` sends what it missed."""
    from dateline.ledger import endpoints_opened

    with endpoints_opened(settings()) as endpoints:
        known = endpoints.enable(endpoint_id)
    _known(endpoint_id, known=known)
    _say({"id": endpoint_id, "disabled": None}, f"enabled {endpoint_id}", json_lines)


@app.command()
def rotate(
    endpoint_id: EndpointId,
    secret: Annotated[str, typer.Option(help="The new secret; made and shown when left out")] = "",
    overlap: Annotated[float, typer.Option(min=0, help="Hours for which the old secret signs too")] = DAY_HOURS,
    json_lines: AsJson = False,
) -> None:
    """Change an endpoint's secret without a restart: both sign until the receiver has had time to change."""
    from dateline.ledger import endpoints_opened
    from worker.webhooks.signing import SecretError, check_secret, make_secret

    try:
        signing = check_secret(secret) if secret else make_secret()
    except SecretError as error:
        fail(str(error))
    with endpoints_opened(settings()) as endpoints:
        known = endpoints.rotate(endpoint_id, signing, overlap=overlap * 3600)
    _known(endpoint_id, known=known)
    made = {"id": endpoint_id, **({} if secret else {"secret": signing})}
    _say(made, f"rotated {endpoint_id}" + ("" if secret else f"; its secret, shown this once: {signing}"), json_lines)


def secret() -> None:
    """Make a webhook secret: 32 random bytes as Standard Webhooks writes them."""
    from worker.webhooks.signing import make_secret

    out.print(make_secret(), markup=False)


def _known(endpoint_id: str, *, known: bool) -> None:
    if not known:
        fail(f"there is no endpoint {endpoint_id!r}: `dateline endpoints list` shows them", SOME_FAILED)


def _say(made: dict[str, Any], text: str, json_lines: bool) -> None:
    if json_lines:
        emit(made)
    else:
        out.print(text, markup=False)
