"""Files of URLs: what is read, and what is said of lines that cannot be."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.sources.candidate import Candidate
from producers.sources.files import MAX_LINE, read_candidates

ONE, TWO = "https://news.example/1", "https://news.example/2"
Said = tuple[list[Candidate], list[tuple[str, str]]]


def read(path: Path | str) -> Said:
    rejects: list[tuple[str, str]] = []
    found = list(read_candidates(str(path), on_reject=lambda line, reason: rejects.append((line, reason))))
    return found, rejects


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@contextmanager
def standard_input(text: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(text))
    try:
        yield
    finally:
        sys.stdin = before


def test_text_has_one_url_a_line(tmp_path: Path) -> None:
    path = written(tmp_path, "urls.txt", f"\ufeff{ONE}\r\n\n# later\n  {TWO}  ")
    assert read(path) == ([Candidate(ONE), Candidate(TWO)], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_has_a_header_and_its_other_columns_become_metadata(tmp_path: Path, delimiter: str) -> None:
    rows = [["URL", "Desk", "Published"], [ONE, '"sea, air"', "2026-11-23"], [TWO, "", ""]]
    path = written(tmp_path, "urls.csv", "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    assert read(path) == ([Candidate(ONE, "2026-11-23", {"desk": "sea, air"}), Candidate(TWO, None, {})], [])


def test_json_lines_are_objects_or_strings(tmp_path: Path) -> None:
    first = {"url": ONE, "published": "2026-11-23T20:15:00Z", "metadata": {"n": 3, "desk": "sea", "none": None}}
    path = written(tmp_path, "urls.jsonl", f'{json.dumps(first)}\n"{TWO}"\n')
    assert read(path) == (
        [Candidate(ONE, "2026-11-23T20:15:00Z", {"n": "3", "desk": "sea"}), Candidate(TWO, None, {})],
        [],
    )


def test_standard_input_takes_text_and_json() -> None:
    with standard_input(f'{ONE}\n{{"url": "{TWO}"}}\n'.encode()):
        assert read("-") == ([Candidate(ONE), Candidate(TWO, None, {})], [])
        assert not sys.stdin.closed


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("a.jsonl", '{"url": 3}', "line 2: an object with"),
        ("a.jsonl", "[1]", "line 2: an object with"),
        ("a.jsonl", '{"url"', "line 2: no JSON"),
        ("a.jsonl", '{"url": "https://x.example", "metadata": [1]}', 'line 2: "metadata" has to be an object'),
        ("a.jsonl", '{"url": "https://x.example", "published": "soon"}', "line 2: published 'soon' is no ISO 8601"),
        ("a.jsonl", '{"url": "https://x.example", "published": 5}', "line 2: published '5' is no ISO 8601"),
        ("a.jsonl", '{"url": "https://x.example/\\ud800"}', "line 2: it is not UTF-8"),
        ("a.txt", "https://x.example/caf\udce9", "line 2: it is not UTF-8"),
        ("a.txt", "h" * (MAX_LINE + 10), "line 2: longer than"),
        ("a.csv", ",sea", "line 2: the column url is empty"),
        ("a.csv", f"https://x.example,{'x' * 200_000}", "line 2: longer than"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_reason_and_the_rest_goes_on(
    tmp_path: Path, name: str, line: str, reason: str
) -> None:
    good = f'"{ONE}"' if name.endswith("jsonl") else ONE
    first = "url,desk" if name.endswith("csv") else good
    body = f"{first}\n{line}\n{good}\n".encode("utf-8", "surrogateescape")
    found, [(shown, why)] = read(written(tmp_path, name, body))
    assert found[-1].url == ONE
    assert why.startswith(reason)
    assert len(shown) <= 200


def test_a_csv_file_without_a_column_url_says_what_it_needs(tmp_path: Path) -> None:
    found, [(line, reason)] = read(written(tmp_path, "a.csv", f"address,desk\n{ONE},sea\n"))
    assert found == []
    assert line == "address,desk"
    assert "one of its columns is url" in reason
    assert len(read(written(tmp_path, "b.csv", ""))[1]) == 1


def test_utf_16_as_spreadsheets_save_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"url\tdesk\n{ONE}\tCafé\n".encode("utf-16"))
    assert read(path) == ([Candidate(ONE, None, {"desk": "Café"})], [])


def test_a_file_without_line_ends_does_not_fill_the_memory(tmp_path: Path) -> None:
    found, [(line, _)] = read(written(tmp_path, "a.txt", b"x" * 5_000_000 + f"\n{ONE}\n".encode()))
    assert found == [Candidate(ONE)]
    assert len(line) == 200


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.txt")


urls = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\ufffd"), min_size=1)


@given(st.lists(urls.map(lambda tail: f"https://news.example/{tail}"), max_size=20))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, written_urls: list[str]) -> None:
    folder = tmp_path_factory.mktemp("files")
    json_path = written(folder, "a.jsonl", "".join(json.dumps({"url": url}) + "\n" for url in written_urls))
    text_path = written(folder, "a.txt", "".join(f"{url}\n" for url in written_urls))
    for path in (json_path, text_path):
        found, rejects = read(path)
        assert [candidate.url for candidate in found] == written_urls
        assert rejects == []


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.csv", "a.jsonl", "a.bin"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_rejected(tmp_path_factory: pytest.TempPathFactory, body: bytes, name: str) -> None:
    folder = tmp_path_factory.mktemp("files")
    for start in (b"", b"url,desk\n", b"{", b"\xff\xfe"):
        found, _ = read(written(folder, name, start + body))
        assert all(candidate.url.encode() for candidate in found)
