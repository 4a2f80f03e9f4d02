"""What every command shares: settings with readable errors, output for people and for machines."""

import json
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import typer
from pydantic import BaseModel, ValidationError
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource
from rich.console import Console

from receiver.digest import printable
from worker.settings import Settings

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
# Of single commands, and of the Makefile.
OTHER_VARIABLES = {"DATELINE_SUBMIT_SECRET", "DATELINE_ENDPOINT_SECRET", "DATELINE_PARENT"}


def say(text: str, to: Console = out) -> None:
    """Show text as it is, whoever wrote it: without markup and control characters."""
    to.print(printable(text), markup=False)


def fail(message: str, code: int = WRONG_USAGE) -> NoReturn:
    """Say what is wrong and what to do, and end with an exit code."""
    err.print("[bold red]error[/]", end=" ")
    say(message, err)
    raise typer.Exit(code)


def needed(package: str) -> None:
    """End the command with the extra that brings a package, unless it is there: what is imported first might be in two.

    Raises:
        ModuleNotFoundError: of this package, which ``main`` turns into words.
    """
    if find_spec(package) is None:
        raise ModuleNotFoundError(name=package)


def program() -> str:
    """How this command was called, to be copied from what it prints: ``.venv/bin/dateline`` after make."""
    return sys.argv[0] if Path(sys.argv[0]).name == "dateline" else "dateline"


def settings() -> Settings:
    """The settings, or the end of the command with the variable that cannot be right; one that is none is told of."""
    known = set(_variables())
    for name in sorted(_set_variables() - known - OTHER_VARIABLES):
        near = get_close_matches(name, known, n=1)
        say(
            f"{name} is no setting: {f'did you mean {near[0]}?' if near else 'see docs/reference/configuration.md.'}",
            err,
        )
    try:
        return Settings()
    except ValidationError as error:
        lines: dict[str, None] = {}
        for problem in error.errors(include_url=False, include_input=False):
            name = "DATELINE_" + "__".join(str(part).upper() for part in problem["loc"][:2])
            said = problem["msg"].removeprefix("Value error, ")
            lines[said if "DATELINE_" in said else f"{name}: {said}"] = None
        fail("a setting cannot be right:\n  " + "\n  ".join(lines) + "\nSee docs/reference/configuration.md.")


def _variables() -> Iterator[str]:
    for name, info in Settings.model_fields.items():
        room = info.annotation
        inner = room.model_fields if isinstance(room, type) and issubclass(room, BaseModel) else {}
        yield from (f"DATELINE_{name}__{each}".upper() for each in inner)
        if not inner:
            yield f"DATELINE_{name}".upper()


def _set_variables() -> set[str]:
    sources = EnvSettingsSource(Settings), DotEnvSettingsSource(Settings)
    names = {name.upper() for source in sources for name in source.env_vars}
    return {name for name in names if name.startswith("DATELINE_")}


def emit(value: Mapping[str, Any]) -> None:
    """One JSON object on a line of standard output, for machines."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def pairs(items: list[str] | None) -> dict[str, str]:
    """``k=v`` options as a dictionary."""
    made: dict[str, str] = {}
    for item in items or []:
        key, sign, value = item.partition("=")
        if not sign or not key:
            fail(f"--meta {item!r} is not of the form key=value")
        made[key] = value
    return made
