"""The soak's book-keeping: a soak that could not see a loss or a duplicate would prove nothing."""

import sys
from pathlib import Path

import pytest

from worker.contract.delivery import Attempt, Delivery, DeliveryState

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from faulty import Noted
from tally import Accounts, Balance, Kill, balance

SENT = Attempt(number=1, started=100.0, seconds=0.2, phase="body", status=204)
TIMED_OUT = Attempt(number=1, started=100.0, seconds=1.5, phase="headers", error="timeout")
LOST = Attempt(number=1, started=100.0, seconds=8, phase="lost", error="its worker ended")


def heard(at: float, met: str = "", *, good: bool = True) -> Noted:
    return Noted("msg_1", at, "/reader", met, good)


def balanced(state: str, received: list[Noted], *attempts: Attempt, kills: tuple[Kill, ...] = ()) -> Balance:
    delivery = Delivery(id="msg_1", event="evt", job="job", endpoint="reader", state=DeliveryState(state))
    return balance(Accounts({"msg_1": delivery}, {"msg_1": received}, lambda _: attempts, kills, deadline=1.5))


def test_what_was_delivered_once_is_neither_lost_nor_double() -> None:
    result = balanced("delivered", [heard(100.1, "500", good=False), heard(101.0)], SENT)
    assert (result.delivered, result.lost, result.duplicates.total(), result.unexplained) == (1, [], 0, [])


@pytest.mark.parametrize(
    ("state", "received"),
    [("pending", [heard(100.1)]), ("delivered", []), ("delivered", [heard(100.1, "500", good=False)])],
)
def test_what_is_still_open_or_was_never_heard_is_lost(state: str, received: list[Noted]) -> None:
    assert balanced(state, received, SENT).lost == ["msg_1"]


def test_what_was_given_up_is_dead_with_its_reason() -> None:
    result = balanced("dead", [heard(100.1, "404", good=False)], SENT.model_copy(update={"status": 404}))
    assert list(result.dead) == ["dead at reader: status 404"]


@pytest.mark.parametrize(
    ("attempts", "first", "kills", "cause"),
    [
        ([TIMED_OUT], heard(100.1), (), "lost answer"),
        ([], heard(100.1, "200 then reset"), (), "lost answer"),
        ([LOST], heard(100.1), (Kill("a worker", 100.3, 100.3),), "crash: kill -9 of a worker"),
        ([], heard(100.1), (Kill("the broker", 95.0, 107.0),), "crash: kill -9 of the broker"),
        ([SENT], heard(100.1), (Kill("a worker", 100.3, 100.3),), "unexplained"),
        ([], heard(100.1), (Kill("a worker", 140.0, 140.0),), "unexplained"),
        ([LOST], heard(100.1), (), "unexplained"),
    ],
)
def test_a_duplicate_has_a_cause_or_breaks_the_promise(
    attempts: list[Attempt], first: Noted, kills: tuple[Kill, ...], cause: str
) -> None:
    result = balanced("delivered", [first, heard(130.0)], *attempts, kills=kills)
    assert list(result.duplicates) == [cause]
    assert bool(result.unexplained) is (cause == "unexplained")


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        (heard(100.1, "200 then reset"), heard(100.15), "lost answer"),  # within the attempt, over a new connection
        (heard(100.1, "200 then reset"), heard(130.0), "unexplained"),
        (heard(100.1), heard(100.15), "unexplained"),
    ],
)
def test_a_request_that_was_sent_once_more_in_its_attempt_has_a_cause(first: Noted, second: Noted, cause: str) -> None:
    assert list(balanced("delivered", [first, second], SENT).duplicates) == [cause]


def test_what_belongs_to_no_event_is_unexplained() -> None:
    result = balance(Accounts({}, {"msg_9": [heard(100.0)]}, lambda _: (), (), deadline=1.5))
    assert len(result.unexplained) == 1
