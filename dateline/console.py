"""What every command shares: settings with readable errors, output for people and for machines."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from worker.settings import Settings

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


def fail(message: str, code: int = WRONG_USAGE) -> NoReturn:
    """Say what is wrong and what to do, and end with an exit code."""
    err.print("[bold red]error[/]", end=" ")
    err.print(message, markup=False)
    raise typer.Exit(code)


def program() -> str:
    """How this command was called, to be copied from what it prints: ``.venv/bin/dateline`` after make."""
    return sys.argv[0] if Path(sys.argv[0]).name == "dateline" else "dateline"


def settings() -> Settings:
    """The settings, or the end of the command with the variable that cannot be right."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_url=False, include_input=False):
            name = "DATELINE_" + "__".join(str(part).upper() for part in problem["loc"] if isinstance(part, str))
            said = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {said}" if problem["loc"] else said)
        fail("a setting cannot be right:\n  " + "\n  ".join(lines) + "\nSee docs/reference/configuration.md.")


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
