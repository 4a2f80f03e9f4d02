import pytest
from fakes import (
    FakeArticles,
    FakeClock,
    FakeFetcher,
    FakeLedger,
    FakeOutbox,
    FakePages,
    FakeSender,
    job,
)
from hypothesis import given
from hypothesis import strategies as st

from worker.contract.events import EventData, EventType
from worker.contract.failures import FailureCode, PermanentError, Postponed, RetryableError
from worker.contract.job import Subscriber, Verdict
from worker.contract.page import Page, Seen, UnchangedError
from worker.contract.queues import ExtractMessage, FetchMessage
from worker.handlers.fetch import fetch_article, next_wait
from worker.handlers.ports import Backoff, FetchPorts

MESSAGE = FetchMessage(job="job_1", url="https://news.example/harbour")
BACKOFF = Backoff(max_attempts=3, base=10, longest=100)


class World:
    def __init__(self, page: Page, *, ledger: FakeLedger | None = None, answer: Exception | None = None) -> None:
        self.ledger = ledger or FakeLedger()
        self.pages, self.sender, self.outbox, self.clock = FakePages(), FakeSender(), FakeOutbox(), FakeClock()
        self.articles, self.fetcher = FakeArticles(number=0), FakeFetcher(answer or page)
        self.ports = FetchPorts(
            ledger=self.ledger,
            articles=self.articles,
            pages=self.pages,
            fetcher=self.fetcher,
            outbox=self.outbox,
            sender=self.sender,
            clock=self.clock,
            backoff=BACKOFF,
            random=lambda: 0.0,
        )

    def run(self) -> str:
        return fetch_article(MESSAGE, self.ports)

    @property
    def failure(self) -> tuple[FailureCode, str]:
        [(event, _)] = self.outbox.published
        assert event.type is EventType.ARTICLE_FAILED
        assert isinstance(event.data, EventData)
        assert event.data.failure is not None
        return event.data.failure.code, event.data.failure.stage


def test_a_page_is_stored_before_the_ledger_hears_of_it_and_only_then_sent_on(page: Page) -> None:
    world = World(page)
    world.sender.before = lambda: world.ledger.calls.append(("sent", len(world.pages.kept)))
    assert world.run().startswith("fetched: 200")
    assert world.pages.kept == {"job_1": page}
    assert world.ledger.calls[1:] == [("fetched", page.final_url), ("sent", 1)]
    assert world.sender.sent == [ExtractMessage(job="job_1", url="https://news.example/harbour")]


def test_a_message_without_a_record_makes_one(page: Page) -> None:
    world = World(page, ledger=FakeLedger(verdicts=[Verdict.MISSING, Verdict.GO]))
    world.run()
    assert ("ensure", "job_1") in world.ledger.calls
    assert world.sender.sent


def test_what_is_done_already_is_skipped(page: Page) -> None:
    world = World(page, ledger=FakeLedger(verdicts=[Verdict.SKIP]))
    assert world.run() == "skipped: queued"
    assert not world.pages.kept


def test_whose_start_is_no_longer_the_newest_sends_nothing_on(page: Page) -> None:
    world = World(page, ledger=FakeLedger(newest=False))
    assert "superseded" in world.run()
    assert not world.sender.sent


def test_a_busy_host_puts_the_job_back_and_spends_no_attempt(page: Page) -> None:
    world = World(page, answer=Postponed(2.5, "host busy"))
    assert world.run() == "postponed"
    assert world.ledger.calls[-1] == ("put_back", (world.clock.now + 2.5, None))


@pytest.mark.parametrize(("failed", "retry_after", "wait"), [(0, None, 10), (1, None, 20), (0, 50.0, 50)])
def test_what_may_pass_is_tried_again_later(page: Page, failed: int, retry_after: float | None, wait: float) -> None:
    ledger = FakeLedger(job=job(attempts=failed))
    world = World(page, ledger=ledger, answer=RetryableError(FailureCode.TIMEOUT, retry_after=retry_after))
    assert world.run() == f"try {failed + 1} failed: timeout; again in {wait:.0f} s"
    assert ledger.calls[-1] == ("put_back", (world.clock.now + wait, FailureCode.TIMEOUT))


@pytest.mark.parametrize(
    ("failed", "error"),
    [
        (0, PermanentError(FailureCode.CONTENT_TYPE)),
        (2, RetryableError(FailureCode.TIMEOUT)),
        (0, RetryableError(FailureCode.RATE_LIMITED, retry_after=101)),
    ],
)
def test_what_will_not_pass_ends_in_an_event(page: Page, failed: int, error: PermanentError | RetryableError) -> None:
    world = World(page, ledger=FakeLedger(job=job(attempts=failed)), answer=error)
    assert world.run() == f"failed: {error.code.value} (delivering)"
    assert world.failure == (error.code, "fetch")
    assert world.ledger.ending.failure is not None
    assert not world.ledger.ending.poison


def test_poison_ends_in_an_event_and_is_marked_as_such(page: Page) -> None:
    world = World(page, ledger=FakeLedger(job=job(starts=4), verdicts=[Verdict.POISON]))
    world.run()
    assert world.failure == (FailureCode.POISON, "fetch")
    assert world.ledger.ending.poison


def test_who_joins_later_gets_the_stored_event(page: Page) -> None:
    first = World(page, answer=PermanentError(FailureCode.PAYWALL))
    first.run()
    event_id = first.ledger.ending.event_id
    joiner = Subscriber(id="sub_1", webhook_url="https://reader.example/hook")
    known = job(event_id=event_id, event_type="article.failed", article_id="art_1")
    world = World(page, ledger=FakeLedger(job=known, verdicts=[Verdict.JOINED], people=[joiner]))
    world.outbox.events = first.outbox.events
    assert world.run() == "stored event (delivering)"
    assert world.outbox.published == [(first.outbox.events[event_id], ["sub_1"])]
    assert world.ledger.ending.served == ("sub_1",)


def test_a_job_that_has_an_event_keeps_it_whatever_a_later_start_says(page: Page) -> None:
    first = World(page, answer=PermanentError(FailureCode.PAYWALL))
    first.run()
    world = World(page, ledger=FakeLedger(job=job(starts=4), verdicts=[Verdict.POISON]))
    world.outbox.events, world.outbox.of_job = first.outbox.events, first.outbox.of_job
    world.run()
    assert list(world.outbox.events) == [world.ledger.ending.event_id]
    assert world.ledger.ending.failure is not None
    assert (world.ledger.ending.failure.code, world.ledger.ending.poison) == (FailureCode.PAYWALL, False)


def test_the_event_echoes_what_its_submitters_said(page: Page) -> None:
    people = [Subscriber(id="a", metadata={"desk": "sea"}), Subscriber(id="b", metadata={"desk": "land", "n": "2"})]
    world = World(page, ledger=FakeLedger(people=people), answer=PermanentError(FailureCode.PAYWALL))
    world.run()
    [(event, _)] = world.outbox.published
    assert isinstance(event.data, EventData)
    assert event.data.metadata == {"desk": "sea", "n": "2"}


@given(
    failed=st.integers(1, 50),
    retry_after=st.none() | st.floats(0, 1e6),
    chance=st.floats(0, 1),
    longest=st.floats(1, 1e5),
)
def test_a_wait_is_never_shorter_than_what_the_site_asked_for(
    failed: int, retry_after: float | None, chance: float, longest: float
) -> None:
    backoff = Backoff(max_attempts=100, base=10, longest=longest)
    wait = next_wait(backoff, failed, retry_after, chance)
    if wait is None:
        assert retry_after is not None
        assert retry_after > longest
    else:
        assert wait >= (retry_after or 0)
        assert wait <= longest * 1.2


SEEN = Seen(etag='"7"', event_id="evt_1")


def known_world(page: Page, *, force: bool = False, answer: Exception | None = None) -> World:
    """The page at the job's URL became an event before; the event is stored."""
    first = World(page, answer=PermanentError(FailureCode.PAYWALL))
    first.run()
    [event] = first.outbox.events.values()
    assert isinstance(event.data, EventData)
    world = World(page, ledger=FakeLedger(job=job(force=force)), answer=answer)
    world.outbox.events = {"evt_1": event}
    world.articles.pages_seen[MESSAGE.url] = SEEN
    return world


def test_a_page_that_has_not_changed_ends_with_the_event_it_had(page: Page) -> None:
    world = known_world(page, answer=UnchangedError())
    assert world.run() == "unchanged (delivering)"
    assert world.fetcher.asked == [SEEN]
    assert [event for event, _ in world.outbox.published] == [world.outbox.events["evt_1"]]
    assert not world.sender.sent


def test_a_forced_job_wants_the_page_whatever_is_known(page: Page) -> None:
    world = known_world(page, force=True)
    assert world.run().startswith("fetched: 200")
    assert world.fetcher.asked == [None]


def test_a_page_whose_event_is_gone_is_fetched_whole(page: Page) -> None:
    world = known_world(page)
    world.outbox.events.clear()
    assert world.run().startswith("fetched: 200")
    assert world.fetcher.asked == [None]
