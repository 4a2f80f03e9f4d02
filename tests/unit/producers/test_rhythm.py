"""When a feed is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.rhythm import Rhythm, later, max_age, retry_after

NOW = 1_795_514_400.0  # 2026-11-24 10:00 UTC
HOUR, DAY = 3600.0, 86_400.0


@pytest.mark.parametrize(
    ("ages", "seconds"),
    [
        ([], HOUR),  # no dates at all
        ([6 * DAY, 4 * DAY, 2 * DAY, 1 * DAY, 0.5 * DAY, 1.0], DAY),
        ([2 * DAY, DAY, HOUR, 0.0], DAY / 2),
        ([3 * HOUR, 2 * HOUR, 2 * HOUR, HOUR, HOUR, 0.0], HOUR / 2),
        ([60.0] * 20, 300.0),  # never below five minutes
        ([3 * DAY], DAY),  # never above a day
        ([30 * DAY, 20 * DAY], DAY),  # asleep
        ([-DAY, 2 * HOUR, HOUR], HOUR),  # a date in the future says nothing
    ],
)
def test_a_feed_is_read_in_its_own_rhythm(ages: list[float], seconds: float) -> None:
    assert Rhythm().interval([NOW - age for age in ages], NOW) == pytest.approx(seconds)


def test_what_feed_or_answer_ask_for_is_obeyed_up_to_a_day() -> None:
    busy = [NOW - 60] * 50
    assert Rhythm().interval(busy, NOW, asked=1800) == 1800
    assert Rhythm().interval(busy, NOW, asked=10**9) == DAY


def test_failures_double_the_wait_and_retry_after_is_the_least() -> None:
    assert [Rhythm().backoff(n) for n in (1, 2, 3, 9, 500)] == [300, 600, 1200, 76_800, DAY]
    assert Rhythm().backoff(1, asked=3600) == 3600


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=600", 600),
        ("public, MAX-AGE = 60, immutable", 60),
        ('max-age="30"', 30),
        ("s-maxage=600", 0),
        ("no-cache", 0),
        ("max-age=-1", 0),
        ("", 0),
    ],
)
def test_max_age(value: str, seconds: float) -> None:
    assert max_age({"cache-control": value}) == seconds


def test_retry_after_in_both_forms() -> None:
    assert retry_after({"retry-after": "120"}, NOW) == 120
    assert retry_after({"retry-after": "Tue, 24 Nov 2026 11:00:00 GMT"}, NOW) == HOUR
    assert retry_after({}, NOW) == 0


moments = st.lists(st.floats(NOW - 100 * DAY, NOW + 10 * DAY))


@given(moments, st.floats(0, 1e12), st.floats(0, 1), st.integers(0, 10_000))
def test_no_wait_leaves_its_bounds(published: list[float], asked: float, chance: float, failures: int) -> None:
    rhythm = Rhythm(10, 1000)
    assert 10 <= rhythm.interval(published, NOW, asked=asked) <= 1000
    assert 10 <= rhythm.backoff(failures, asked) <= 1000
    assert 10 <= later(10, chance) <= 11
