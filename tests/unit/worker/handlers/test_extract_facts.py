import pytest
from fakes import (
    FakeArticles,
    FakeClock,
    FakeExtractor,
    FakeLedger,
    FakeOutbox,
    FakePages,
    FakeReader,
    job,
)

from worker.contract.article import Article
from worker.contract.events import Event, EventData, EventType, event_id
from worker.contract.facts import Facts
from worker.contract.failures import FailureCode, PermanentError
from worker.contract.job import Subscriber, Verdict
from worker.contract.page import Page, Seen
from worker.contract.queues import ExtractMessage
from worker.handlers.extract import extract_facts
from worker.handlers.ports import ExtractPorts

MESSAGE = ExtractMessage(job="job_1", url="https://news.example/harbour")


class World:
    def __init__(
        self,
        page: Page | None,
        *,
        ledger: FakeLedger | None = None,
        articles: FakeArticles | None = None,
        reader: FakeReader | None = None,
        extractor: FakeExtractor | None = None,
        endpoints: int = 1,
    ) -> None:
        self.ledger, self.articles = ledger or FakeLedger(), articles or FakeArticles()
        self.reader, self.outbox = reader or FakeReader(), FakeOutbox(endpoints)
        self.clock = FakeClock()
        self.ports = ExtractPorts(
            ledger=self.ledger,
            articles=self.articles,
            pages=FakePages({"job_1": page} if page else {}),
            reader=self.reader,
            extractor=extractor or FakeExtractor(),
            outbox=self.outbox,
            clock=self.clock,
        )

    def run(self) -> str:
        return extract_facts(MESSAGE, self.ports)

    @property
    def event(self) -> tuple[Event, EventData]:
        event, _ = self.outbox.published[-1]
        assert isinstance(event.data, EventData)
        return event, event.data


def test_facts_become_an_event_and_the_job_delivers_it(page: Page) -> None:
    world = World(page)
    assert world.run() == "0 entities, 0 quotes, 0 statements (delivering)"
    event, data = world.event
    assert event.type is EventType.ARTICLE_EXTRACTED
    assert data.facts is not None
    assert data.facts.text == "The harbour closed."
    assert (data.article_id, data.revision, data.versions.model, data.failure) == ("art_1", 1, "fake-1", None)
    assert data.event_id == event_id("art_1", 1, EventType.ARTICLE_EXTRACTED)
    assert (world.ledger.ending.deliveries, world.ledger.ending.event_id) == (1, data.event_id)
    assert world.articles.noted == [(1, data.event_id)]


def test_without_any_endpoint_the_job_is_done(page: Page) -> None:
    assert World(page, endpoints=0).run().endswith("(done)")


def test_the_submitters_date_reaches_the_reader(page: Page) -> None:
    world = World(page, ledger=FakeLedger(job=job(published="2026-01-02")))
    world.run()
    assert world.reader.published == "2026-01-02"


@pytest.mark.parametrize(
    ("canonical", "joined"),
    [("https://news.example/harbour-closed", True), ("https://elsewhere.example/x", False), (None, False)],
)
def test_a_canonical_link_of_the_same_site_joins_the_article(page: Page, canonical: str | None, joined: bool) -> None:
    world = World(page, reader=FakeReader(canonical_url=canonical))
    world.run()
    assert (canonical in world.articles.joined) is joined
    assert world.articles.joined[:2] == ["https://news.example/harbour", page.final_url]


@pytest.mark.parametrize(
    ("reader", "extractor", "code", "stage"),
    [
        (FakeReader(PermanentError(FailureCode.PAYWALL)), None, FailureCode.PAYWALL, "article"),
        (FakeReader(ValueError("odd markup")), None, FailureCode.UNREADABLE, "article"),
        (None, FakeExtractor(RuntimeError("odd text")), FailureCode.EXTRACTION, "extract"),
    ],
)
def test_a_failure_is_an_event_with_its_reason(
    page: Page, reader: FakeReader | None, extractor: FakeExtractor | None, code: FailureCode, stage: str
) -> None:
    world = World(page, reader=reader, extractor=extractor)
    assert world.run() == f"failed: {code.value} (delivering)"
    event, data = world.event
    assert event.type is EventType.ARTICLE_FAILED
    assert data.failure is not None
    assert (data.failure.code, data.failure.stage) == (code, stage)
    assert "odd" not in event.model_dump_json()


def test_a_lost_page_is_a_failure() -> None:
    world = World(None)
    assert world.run().startswith("failed: text_lost")


def test_an_unchanged_body_makes_no_new_event_but_its_own_subscriber_gets_the_stored_one(page: Page) -> None:
    first = World(page)
    first.run()
    stored, data = first.event
    people = [Subscriber(id="sub_1", webhook_url="https://reader.example/hook")]
    world = World(page, ledger=FakeLedger(people=people), articles=FakeArticles(known_event=data.event_id), endpoints=0)
    world.outbox.events = first.outbox.events
    assert world.run() == "unchanged (delivering)"
    assert world.outbox.published == [(stored, ["sub_1"])]


def test_force_makes_a_new_event_of_an_unchanged_body(page: Page) -> None:
    first = World(page)
    first.run()
    plain = first.event[1].event_id
    world = World(page, ledger=FakeLedger(job=job(force=True)), articles=FakeArticles(known_event=plain))
    world.outbox.events = first.outbox.events
    world.run()
    assert world.event[1].event_id != plain


def test_who_joins_while_the_event_is_published_is_served_in_a_second_round(page: Page) -> None:
    late = Subscriber(id="late", webhook_url="https://late.example/hook")
    world = World(page, ledger=FakeLedger(latecomers=[late]))
    world.run()
    assert [served for _, served in world.outbox.published] == [[], ["late"]]
    assert world.ledger.ending.deliveries == 2


def test_poison_whose_event_was_stored_before_the_crash_keeps_that_event(page: Page) -> None:
    first = World(page)
    first.run()
    world = World(page, ledger=FakeLedger(job=job(starts=4), verdicts=[Verdict.POISON]))
    world.outbox.events, world.outbox.of_job = first.outbox.events, first.outbox.of_job
    world.run()
    assert [event.type for event, _ in world.outbox.published] == [EventType.ARTICLE_EXTRACTED]
    assert world.ledger.ending.failure is None


def test_poison_is_given_up_without_touching_the_text(page: Page) -> None:
    world = World(page, ledger=FakeLedger(job=job(starts=4), verdicts=[Verdict.POISON]), reader=FakeReader(KeyError()))
    assert world.run() == "failed: poison (delivering)"
    assert world.ledger.ending.poison
    assert world.ledger.ending.failure is not None
    assert world.ledger.ending.failure.evidence["starts"] == 3  # the fourth gave it up


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        (FakeLedger(job=job(state="done"), verdicts=[Verdict.SKIP]), "skipped: done"),
        (FakeLedger(verdicts=[Verdict.MISSING]), "skipped: no such job"),
    ],
    ids=["done already", "unknown"],
)
def test_a_message_without_work_to_do_changes_nothing(page: Page, ledger: FakeLedger, said: str) -> None:
    world = World(page, ledger=ledger)
    assert world.run() == said
    assert world.outbox.published == []
    assert [name for name, _ in ledger.calls] == ["begin"]


def test_who_joins_after_the_event_s_time_is_over_is_served_with_nothing_and_the_job_keeps_its_event() -> None:
    ended = job(state="done", event_id="evt_old", event_type="article.extracted", article_id="art_9", revision=2)
    people = [Subscriber(id="late", webhook_url="https://late.example/hook")]
    world = World(None, ledger=FakeLedger(job=ended, people=people, verdicts=[Verdict.JOINED]))
    assert world.run().startswith("nothing left to send")
    ending = world.ledger.ending
    assert (ending.event_id, ending.event_type, ending.article_id) == ("evt_old", "article.extracted", "art_9")
    assert (ending.revision, ending.served) == (2, ("late",))


def test_the_envelope_says_how_long_it_took(page: Page) -> None:
    class Slow(FakeExtractor):
        def extract(self, article: Article) -> Facts:
            clock.now += 1.5
            return super().extract(article)

    world = World(page, ledger=FakeLedger(job=job(created=FakeClock().now - 10)), extractor=Slow())
    clock = world.clock
    world.run()
    assert world.event[1].timings == {"extract": 1.5, "total": 11.5}


def test_the_page_s_validators_are_remembered_with_its_event(page: Page) -> None:
    world = World(page.model_copy(update={"etag": '"7"'}))
    world.run()
    _, data = world.event
    assert world.articles.pages_seen == {data.url: Seen(etag='"7"', event_id=data.event_id)}


def test_a_page_without_validators_is_not_remembered(page: Page) -> None:
    world = World(page)
    world.run()
    assert not world.articles.pages_seen
