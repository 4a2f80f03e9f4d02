"""What goes wrong on the command line is said in words: what, why, and what to do; nobody sees a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

Command = Callable[..., Result]


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)  # no .env of whoever runs this
    monkeypatch.setenv("DATELINE_BROKER__URL", "redis://127.0.0.1:1/0")

    def run(*words: str, given: bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=given, catch_exceptions=False)

    return run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("submit", "https://news.example/a", "--rejects", "nowhere/r.jsonl"), "--rejects 'nowhere/r.jsonl' cannot"),
        (("submit", "https://news.example/a", "--webhook", "reader"), "The webhook's address cannot be used: This is"),
        (("submit", "https://news.example/a", "--published", "Monday"), "'Monday' is no publication date"),
        (("submit", "--file", "nowhere.txt"), "'nowhere.txt' cannot be read"),
        (("extract", "nowhere.html"), "'nowhere.html' cannot be read"),
        (("extract", "."), "'.' cannot be read"),
        (("doctor", "--alive", "everything"), "choose fetch, extract, deliver"),
        (("receive",), "DATELINE_WEBHOOK__SECRET"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_ends_with_2_and_says_what_it_is(dateline: Command, words: tuple[str, ...], said: str) -> None:
    result = dateline(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("DATELINE_BROKER__URL", "127.0.0.1:6379"),
        ("DATELINE_BROKER__URL", "http://127.0.0.1/"),
        ("DATELINE_STORE__URL", "redis://:hunter2@store:port/0"),
        ("DATELINE_STORE__URL", "redis://"),
        ("DATELINE_HTTP__PROXY", "socks5://desk:hunter2@proxy:1080"),
    ],
)
def test_an_address_that_cannot_be_right_is_named_without_its_password(
    dateline: Command, monkeypatch: pytest.MonkeyPatch, variable: str, url: str
) -> None:
    monkeypatch.setenv(variable, url)
    result = dateline("doctor")
    assert result.exit_code == 2
    assert f"{variable}: " in result.stderr
    assert "hunter2" not in result.output


def test_a_variable_that_is_no_setting_is_told_of(
    dateline: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_BROKER_URL", "redis://elsewhere/0")
    monkeypatch.setenv("DATELINE_SUBMIT_SECRET", "known to one command")
    (tmp_path / ".env").write_text("FEED=x\nDATELINE_HTTP__ALOW_NETWORKS=10.0.0.0/8\n")
    said = dateline("doctor", "--broker").stderr
    assert "DATELINE_BROKER_URL is no setting: did you mean DATELINE_BROKER__URL?" in said
    assert "DATELINE_HTTP__ALOW_NETWORKS is no setting: did you mean DATELINE_HTTP__ALLOW_NETWORKS?" in said
    assert said.count("is no setting") == 2


@pytest.mark.parametrize("command", ["dev", "demo", "flower"])
def test_flower_is_shown_to_nobody_without_a_password(
    dateline: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DATELINE_FLOWER__ADDRESS", "0.0.0.0")
    result = dateline(command)
    assert result.exit_code == 2
    assert "\n  Flower shows every task to whoever reaches it: set DATELINE_FLOWER__BASIC_AUTH" in result.stderr


def test_every_wrong_part_of_a_list_is_told_under_the_lists_name(
    dateline: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HTTP__ALLOW_NETWORKS", "10.0.0.0/8, intranet")
    monkeypatch.setenv("DATELINE_WEBHOOK__SCHEDULE", "0,soon")
    said = dateline("doctor").stderr
    assert "DATELINE_HTTP__ALLOW_NETWORKS: Input is not a valid IPv4 network" in said
    assert "DATELINE_WEBHOOK__SCHEDULE: Input should be a valid number" in said


def test_no_line_of_a_file_steers_the_terminal(dateline: Command, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("https://news.example/a\nhttps://news.example/\x1b]0;owned\x07\x9b31m\n")
    result = dateline("submit", "--file", "urls.txt", "--dry-run")
    assert "rejected https://news.example/\N{REPLACEMENT CHARACTER}]0;owned" in result.stderr
    assert not {"\x1b", "\x07", "\x9b"} & set(result.output)
    assert "1 would be accepted, 0 known already, 1 rejected" in result.stderr


def failure(result: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(result.stdout)["data"]["failure"]
    return found


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8"])
def test_a_file_is_read_in_the_characters_that_it_declares(dateline: Command, tmp_path: Path, charset: str) -> None:
    page = f"<!doctype html><meta charset={charset}><title>Cafés</title><p>A café in Köln opened on Monday.</p>"
    (tmp_path / "page.html").write_text(page, encoding=charset)
    result = dateline("extract", "page.html", "--json")
    assert result.exit_code == 1
    assert "A café in Köln opened" in str(failure(result))


def test_what_is_no_text_is_told_by_its_kind(dateline: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3")
    result = dateline("extract", "report.txt", "--json")
    assert result.exit_code == 1
    assert "application/pdf" in str(failure(result))
    assert failure(dateline("extract", "-", "--json", given=b"\x89PNG\r\n\x1a\n"))["code"] == "content_type"
