"""URLs from files and standard input: plain text, CSV with a header, JSON lines. Read line by line, whatever the size."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from producers.sources.candidate import Candidate

OnReject = Callable[[str, str], None]
STANDARD_INPUT = "-"
KNOWN = ("url", "published", "metadata")
SHOWN = 200


def read_candidates(path: str, *, on_reject: OnReject) -> Iterator[Candidate]:
    """The candidates of a file.

    Args:
        path: ``.csv`` (a header with ``url``; ``published`` is known, every other column becomes metadata), ``.jsonl`` (objects
            with ``url``, ``published``, ``metadata``, or bare strings), anything else one URL a line, ``#`` for comments;
            ``-`` is standard input, where a line that begins with ``{`` is JSON.
        on_reject: called with the line and the reason for each line that cannot be read; the rest goes on.

    Raises:
        OSError: the file cannot be opened.
    """
    with _opened(path) as lines:
        kind = Path(path).suffix.lower()
        if kind == ".csv":
            yield from _csv(lines, on_reject)
        else:
            yield from _lines(lines, on_reject, json_only=kind in {".jsonl", ".ndjson"})


def _lines(lines: Iterable[str], on_reject: OnReject, *, json_only: bool) -> Iterator[Candidate]:
    for raw in lines:
        line = raw.strip().lstrip("\ufeff")
        if not line or (line.startswith("#") and not json_only):
            continue
        if json_only or line.startswith("{"):
            yield from _json(line, on_reject)
        else:
            yield Candidate(line)


def _json(line: str, on_reject: OnReject) -> Iterator[Candidate]:
    try:
        said = json.loads(line)
    except ValueError as error:
        on_reject(line[:SHOWN], f"no JSON: {error}")
        return
    if isinstance(said, str):
        said = {"url": said}
    if not isinstance(said, dict) or not isinstance(said.get("url"), str):
        on_reject(line[:SHOWN], "an object with a url is needed")
        return
    metadata = said.get("metadata") or {}
    if not isinstance(metadata, dict):
        on_reject(line[:SHOWN], "metadata has to be an object")
        return
    yield _candidate(said["url"], said.get("published"), metadata)


def _csv(lines: Iterable[str], on_reject: OnReject) -> Iterator[Candidate]:
    reader = csv.DictReader(lines)
    names = {(name or "").strip().lstrip("\ufeff").lower(): name for name in reader.fieldnames or ()}
    column = names.get("url") or names.get("link")
    if column is None:
        on_reject(
            ", ".join(reader.fieldnames or ("an empty file",))[:SHOWN], "a CSV file needs a header with a column url"
        )
        return
    rest = {low: name for low, name in names.items() if name != column and low != "published" and low}
    for row in reader:
        url = (row.get(column) or "").strip()
        if not url:
            on_reject(f"line {reader.line_num}", "the column url is empty")
            continue
        metadata = {low: row[name] for low, name in rest.items() if row.get(name)}
        yield _candidate(url, row.get(names.get("published") or "") or None, metadata)


def _candidate(url: str, published: object, metadata: dict[Any, Any]) -> Candidate:
    made = {str(name): value if isinstance(value, str) else json.dumps(value) for name, value in metadata.items()}
    return Candidate(url.strip(), str(published) if published else None, made)


@contextmanager
def _opened(path: str) -> Iterator[IO[str]]:
    if path == STANDARD_INPUT:
        yield sys.stdin
        return
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as file:
        yield file
