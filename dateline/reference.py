"""Writes the pages that are generated from the code: settings, failures, commands and JSON Schemas.

``python -m dateline.reference`` writes them, ``--check`` fails where one is out of date.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from typer.main import get_command

from worker.contract.events import Event
from worker.contract.facts import Facts
from worker.contract.failures import FAILURES
from worker.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = "<!-- Generated from the code by `make docs`; change the code, not this page. -->\n\n"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    return {
        DOCS / "reference" / "configuration.md": configuration(),
        DOCS / "reference" / "failures.md": failures(),
        DOCS / "reference" / "commands.md": commands(),
        DOCS / "schema" / "facts-v1.json": schema(Facts),
        DOCS / "schema" / "event-v1.json": schema(Event),
    }


def configuration() -> str:
    """Each setting with its variable, type, default and meaning."""
    lines = [
        GENERATED + "# Configuration\n",
        "Every setting is read from the environment, or from a file `.env` in the working directory, and checked at start:",
        "a value that cannot be right stops the command with the reason, and a variable that begins with `DATELINE_` and is no",
        "setting is told of. Secrets are never logged.\n",
    ]
    for name, info in Settings.model_fields.items():
        model = info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            lines += [
                f"## {name}\n",
                f"{(model.__doc__ or '').strip()}\n",
                *_table(model.model_fields, f"DATELINE_{name.upper()}__"),
                "",
            ]
    top = {n: i for n, i in Settings.model_fields.items() if not _is_model(i.annotation)}
    return "\n".join([*lines, "## other\n", *_table(top, "DATELINE_"), ""])


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _table(fields: dict[str, FieldInfo], prefix: str) -> Iterator[str]:
    yield "| variable | type | default | meaning |"
    yield "|---|---|---|---|"
    for name, info in fields.items():
        yield f"| `{prefix}{name.upper()}` | {_type(info.annotation)} | {_default(info.default)} | {info.description or ''} |"


def _type(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type(get_args(annotation)[0])
    if origin is Literal:
        return " \\| ".join(map(str, get_args(annotation)))
    if origin is tuple:
        return "list"
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(_type(a) for a in get_args(annotation) if a is not type(None)))
    names = {"SecretStr": "secret", "str": "text", "float": "number", "int": "whole number", "bool": "true \\| false"}
    name = str(annotation.__name__)
    return names.get(name, name.lower())


def _default(value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, tuple):
        value = ",".join(f"{v:g}" if isinstance(v, float) else str(v) for v in value)
    return "" if value in (None, "") else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def failures() -> str:
    """Each failure code with its text and remedy."""
    lines = [
        GENERATED + "# Failure codes\n",
        "An `article.failed` event names one of these codes in `data.failure.code`. Whether the same URL may succeed later",
        "stands beside it in `retryable`, and what was seen in `evidence`.\n",
        "| code | what it means | what to do |",
        "|---|---|---|",
    ]
    return "\n".join(
        [*lines, *(f"| `{code.value}` | {text.message} | {text.remedy} |" for code, text in FAILURES.items()), ""]
    )


def commands() -> str:
    """Each command with its options."""
    from dateline.cli import app

    root = get_command(app)
    lines = [GENERATED + "# Commands\n", "Exit codes: 0 done, 1 some failed, 2 wrong usage.\n"]
    for path, command in sorted(_walk(root, ("dateline",))):
        lines += [f"## {path}\n", f"{(command.help or '').strip()}\n"]
        rows = [_parameter(p) for p in command.params if p.name != "help" and not getattr(p, "hidden", False)]
        lines += ["| parameter | default | meaning |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join(lines)


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from _walk(child, (*path, name))
    else:
        yield " ".join(path), command


def _parameter(parameter: Any) -> str:
    names = parameter.opts if parameter.param_type_name == "option" else [parameter.name.upper()]
    default = (
        parameter.default if isinstance(parameter.default, str | int | float) and parameter.default is not False else ""
    )
    help_text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    return f"| {', '.join(f'`{n}`' for n in names)} | {f'`{default}`' if default != '' else ''} | {help_text} |"


def schema(model: type[BaseModel]) -> str:
    """A model's JSON Schema, as it is written out."""
    made = model.model_json_schema(by_alias=True, mode="serialization")
    return (
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, indent=1, ensure_ascii=False)
        + "\n"
    )


def main() -> int:
    """Write or check; the exit code says whether all was up to date."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(DOCS.parent)} is out of date: run `make docs`\n")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages()[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
