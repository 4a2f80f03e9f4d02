"""What follows an answer, as a table, and that no attempt is early."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.settings import WebhookSettings
from worker.webhooks.schedule import Decision, Policy, decide_answer, decide_failure

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT
DAY = 86_400.0
POLICY = Policy(schedule=(0, 5, 300), jitter=0.2, max_retry_after=DAY)


@pytest.mark.parametrize(
    ("status", "retry_after", "expected"),
    [
        (200, None, Decision("delivered")),
        (204, "60", Decision("delivered")),
        (299, None, Decision("delivered")),
        (410, None, Decision("gone")),
        (410, "60", Decision("gone")),
        (301, None, Decision("retry", wait=5)),
        (302, None, Decision("retry", wait=5)),
        (304, None, Decision("retry", wait=5)),
        (400, None, Decision("retry", wait=5)),
        (401, None, Decision("retry", wait=5)),
        (404, None, Decision("retry", wait=5)),
        (500, None, Decision("retry", wait=5)),
        (429, None, Decision("retry", wait=5, pause=5)),
        (502, None, Decision("retry", wait=5, pause=5)),
        (503, None, Decision("retry", wait=5, pause=5)),
        (504, None, Decision("retry", wait=5, pause=5)),
        (429, "120", Decision("retry", wait=120, pause=120)),
        (503, "Tue, 14 Nov 2023 22:14:20 GMT", Decision("retry", wait=60, pause=60)),
        (500, "120", Decision("retry", wait=120)),
        (404, "1", Decision("retry", wait=1)),
        (503, "Tue, 14 Nov 2023 22:00:00 GMT", Decision("retry", wait=5, pause=5)),
        (503, "-1", Decision("retry", wait=5, pause=5)),
        (503, "soon", Decision("retry", wait=5, pause=5)),
        (503, "315360000", Decision("retry", wait=DAY, pause=DAY)),
    ],
)
def test_what_follows_an_answer(status: int, retry_after: str | None, expected: Decision) -> None:
    assert decide_answer(status, retry_after, 1, POLICY, now=NOW, chance=lambda: 0.0) == expected


def test_an_answer_late_on_the_schedule_keeps_the_others_waiting_for_minutes_not_hours() -> None:
    policy = Policy(schedule=(0, 5, 36_000), jitter=0.2, max_retry_after=DAY, max_pause=600)
    assert decide_answer(503, None, 2, policy, now=NOW, chance=lambda: 0.0) == Decision("retry", wait=36_000, pause=600)
    assert decide_answer(503, "7200", 2, policy, now=NOW, chance=lambda: 0.0) == Decision(
        "retry", wait=7200, pause=7200
    )


def test_the_last_attempt_of_the_schedule_ends_dead() -> None:
    assert decide_failure(2, POLICY, lambda: 0.0) == Decision("retry", wait=300)
    assert decide_failure(3, POLICY, lambda: 0.0) == Decision("dead")
    assert decide_answer(503, "60", 3, POLICY, now=NOW, chance=lambda: 0.0) == Decision("dead")


@given(attempt=st.integers(1, 9), chance=st.floats(0, 1))
def test_jitter_makes_the_published_schedule_later_by_a_fifth_at_most_and_never_earlier(
    attempt: int, chance: float
) -> None:
    schedule = WebhookSettings().schedule
    decision = decide_failure(attempt, Policy(schedule, 0.2, DAY), lambda: chance)
    assert schedule[attempt] <= decision.wait <= schedule[attempt] * 1.2


@given(asked=st.integers(1, 10**7), chance=st.floats(0, 1))
def test_an_asked_wait_is_never_cut_short_below_a_day(asked: int, chance: float) -> None:
    decision = decide_answer(500, str(asked), 1, POLICY, now=NOW, chance=lambda: chance)
    assert min(asked, DAY) <= decision.wait <= DAY
