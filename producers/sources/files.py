"""URLs from files and standard input: plain text, CSV with a header, JSON lines. Read line by line, whatever the size."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from producers.sources.candidate import Candidate, unix

OnReject = Callable[[str, str], None]
STANDARD_INPUT = "-"
MAX_LINE = 65_536
SHOWN = 200
UTF16 = (b"\xff\xfe", b"\xfe\xff")
NOT_UTF8 = "it is not UTF-8: save the file as UTF-8"


class LineError(ValueError):
    """A line that cannot be read; the text says why."""


def read_candidates(path: str, *, on_reject: OnReject) -> Iterator[Candidate]:
    """The candidates of a file, as they are read.

    Args:
        path: ``.csv`` (a header with ``url``; ``published`` is known, every other column becomes metadata; comma,
            semicolon or tab), ``.jsonl`` (objects with ``url`` and perhaps ``published`` and ``metadata``, or bare strings),
            anything else one URL a line, ``#`` for comments; ``-`` is standard input. In text and standard input a line
            that begins with ``{`` is JSON.
        on_reject: called with a line and the reason, line number first, for each line that cannot be read; the rest goes on.

    Raises:
        OSError: the file cannot be read.
    """
    kind = Path(path).suffix.lower()
    with _opened(path) as file:
        if kind in {".csv", ".tsv"}:
            yield from _csv(file, on_reject)
        else:
            yield from _lines(file, on_reject, json_only=kind in {".jsonl", ".ndjson"})


def _lines(file: IO[str], on_reject: OnReject, *, json_only: bool) -> Iterator[Candidate]:
    for number, raw in _bounded(file, on_reject):
        line = raw.strip()
        if not line or (line.startswith("#") and not json_only):
            continue
        try:
            yield _of_json(line) if json_only or line.startswith("{") else _of_text(line)
        except LineError as error:
            on_reject(line[:SHOWN], f"line {number}: {error}")


def _of_text(line: str) -> Candidate:
    if "\ufffd" in line:
        raise LineError(NOT_UTF8)
    return Candidate(line)


def _of_json(line: str) -> Candidate:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}") from error
    if isinstance(said, str):
        said = {"url": said}
    if not isinstance(said, dict) or not isinstance(said.get("url"), str):
        raise LineError('an object with a "url" is needed, or a string')
    metadata = said.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise LineError('"metadata" has to be an object')
    return _candidate(said["url"], said.get("published"), metadata)


def _csv(file: IO[str], on_reject: OnReject) -> Iterator[Candidate]:
    lines = (line for _, line in _bounded(file, on_reject))
    header = next(lines, "")
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=_delimiter(header)), [])]
    if "url" not in names:
        on_reject(header.strip()[:SHOWN], "line 1: a CSV file begins with a header, and one of its columns is url")
        return
    for number, row in _rows(lines, _delimiter(header), on_reject):
        try:
            yield _of_row(dict(zip(names, row, strict=False)))
        except LineError as error:
            on_reject(",".join(row)[:SHOWN], f"line {number}: {error}")


def _rows(lines: Iterator[str], delimiter: str, on_reject: OnReject) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            on_reject("", f"line {reader.line_num + 1}: {error}")
        else:
            if row:
                yield reader.line_num + 1, row  # the header is line 1


def _of_row(row: dict[str, str]) -> Candidate:
    url, published = row.pop("url", "").strip(), row.pop("published", "").strip()
    if not url:
        raise LineError("the column url is empty")
    return _candidate(url, published, {name: value for name, value in row.items() if name and value})


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _candidate(url: str, published: object, metadata: dict[str, Any]) -> Candidate:
    if published and (not isinstance(published, str) or unix(published) is None):
        raise LineError(f"published {str(published)[:40]!r} is no ISO 8601 date, as 2026-11-23 or 2026-11-23T20:15:00Z")
    made = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in metadata.items()
        if value is not None
    }
    for text in (url, *made, *made.values()):
        if "\ufffd" in text or not _encodes(text):
            raise LineError(NOT_UTF8)
    return Candidate(url.strip(), str(published) if published else None, made)


def _encodes(text: str) -> bool:
    # JSON can spell half of a surrogate pair, which no store and no URL can hold.
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _bounded(file: IO[str], on_reject: OnReject) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, none longer than 64 Ki code points: a file without line ends does not fill the memory."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        whole = line.endswith("\n") or len(line) < MAX_LINE
        if whole:
            yield number, line
            continue
        on_reject(line[:SHOWN], f"line {number}: longer than {MAX_LINE} characters")
        while (rest := file.readline(MAX_LINE)) and not rest.endswith("\n"):
            pass


@contextmanager
def _opened(path: str) -> Iterator[IO[str]]:
    if path == STANDARD_INPUT:
        text = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        try:
            yield text
        finally:
            text.detach()
        return
    with Path(path).open("rb") as raw:
        coding = "utf-16" if raw.read(2) in UTF16 else "utf-8-sig"
    with Path(path).open(encoding=coding, errors="replace") as file:
        yield file
