import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.http.retry_after import seconds_asked

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60),
        ("Tuesday, 14-Nov-23 22:14:20 GMT", 60),
        ("Tue Nov 14 22:14:20 2023", 60),
        ("Tue, 14 Nov 2023 22:14:20 -0000", 60),
        ("Tue, 14 Nov 2023 22:00:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("9" * 400, None),
        ("", None),
        (None, None),
    ],
)
def test_both_forms_are_read_and_junk_is_none(value: str | None, seconds: float | None) -> None:
    assert seconds_asked(value, NOW) == seconds


def test_a_date_without_a_zone_is_utc_wherever_this_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert seconds_asked("Tue Nov 14 22:14:20 2023", NOW) == 60
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.text())
def test_no_header_trips_it(value: str) -> None:
    seconds = seconds_asked(value, NOW)
    assert seconds is None or seconds > 0
