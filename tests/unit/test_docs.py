"""The documents promise nothing that is not there: links lead somewhere, commands and targets exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from dateline.cli import app
from worker.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"(?:^|[\s/=(])(dateline [a-z][^#|]*)")
TARGET = re.compile(r"(?:^ {4}|`)make ([a-z]+)", re.MULTILINE)
VARIABLE = re.compile(r"DATELINE_([A-Z_]+)")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The headings of a page as a forge makes anchors of them."""
    heads = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for found in LINK.finditer(text):
        target = next(filter(None, found.groups()))
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{name(page)} links to {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{name(page)} links to {target}"


def code(page: Path) -> Iterator[str]:
    """What stands as code on a page: indented lines, and what is between backticks."""
    for line in page.read_text(encoding="utf-8").splitlines():
        yield from [line.strip()] if line.startswith("    ") else line.split("`")[1::2]


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for piece in code(page) if page.name != "CHANGELOG.md" else ():
            for found in SHOWN.finditer(piece):
                yield name(page), found[1].strip()


@pytest.mark.parametrize(("page", "shown"), sorted(set(commands())), ids=lambda value: value[:60])
def test_every_command_that_is_shown_exists_with_its_options(page: str, shown: str) -> None:
    words = shlex.split(shown.replace("'", "").replace('"', ""))[1:]
    command = get_command(app)
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    assert command.name != "dateline" or not words or not words[0].isalpha(), f"{page} shows `{shown}`"
    known = {option for parameter in command.params for option in parameter.opts}
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in known | {"--help"}, f"{page} shows `{shown}`"


def test_every_make_target_that_is_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        for target in TARGET.findall(page.read_text(encoding="utf-8")):
            assert target in targets, f"{name(page)} shows `make {target}`"


def option_variables(command: Any) -> Iterator[str]:
    for child in getattr(command, "commands", {}).values():
        yield from option_variables(child)
    for parameter in command.params:
        yield from [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar or ()


def test_every_variable_that_is_named_is_a_setting() -> None:
    known = set()
    for field, info in Settings.model_fields.items():
        inner = getattr(info.annotation, "model_fields", None)
        known |= {f"{field}__{each}".upper() for each in inner} if inner else {field.upper()}
    # Beside the settings: options that are read from the environment, the make that started a front process, the pattern.
    known |= {variable.removeprefix("DATELINE_") for variable in option_variables(get_command(app))}
    known |= {"PARENT", "ROOM__NAME"}
    for page in [*PAGES, ROOT / "docker-compose.yml", ROOT / ".env.example", *(ROOT / "deploy").rglob("*.yaml")]:
        for variable in VARIABLE.findall(page.read_text(encoding="utf-8")):
            assert variable.rstrip("_") in known, f"{name(page)} names DATELINE_{variable}"
