"""Hand-written stand-ins for the handlers' ports: they keep the promises of the real ones, in memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from worker.contract.article import Article, ArticleHead
from worker.contract.events import AnotherEventError, Event, EventData
from worker.contract.facts import Facts, Stats
from worker.contract.failures import Failure
from worker.contract.job import Begun, Ending, Job, JobState, Revision, Subscriber, Verdict, Work
from worker.contract.page import Page, Seen
from worker.contract.queues import FetchMessage, Message


@dataclass
class FakeClock:
    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def job(**more: object) -> Job:
    fields = {
        "id": "job_1",
        "url": "https://news.example/harbour",
        "key": "news.example/harbour",
        "created": 1_700_000_000.0,
        "updated": 1_700_000_000.0,
        "correlation_id": "job_1",
    }
    return Job.model_validate({**fields, **more})


@dataclass
class FakeLedger:
    """Holds one job; ``verdicts`` are given out in turn. ``latecomers`` join while an event is being published."""

    job: Job | None = field(default_factory=job)
    verdicts: list[Verdict] = field(default_factory=lambda: [Verdict.GO])
    people: list[Subscriber] = field(default_factory=list)
    latecomers: list[Subscriber] = field(default_factory=list)
    newest: bool = True
    calls: list[tuple[str, object]] = field(default_factory=list)

    def begin(self, job_id: str, work: Work) -> Begun:
        del job_id
        verdict = self.verdicts.pop(0)
        self.calls.append(("begin", work.value))
        return Begun(verdict=verdict, job=None if verdict is Verdict.MISSING else self.job, token=7)

    def ensure(self, message: FetchMessage) -> None:
        self.calls.append(("ensure", message.job))

    def fetched(self, job_id: str, token: int, *, final_url: str | None) -> bool:
        del job_id, token
        self.calls.append(("fetched", final_url))
        return self.newest

    def put_back(self, job_id: str, token: int, *, due: float, failure: Failure | None) -> bool:
        del job_id, token
        self.calls.append(("put_back", (due, failure.code if failure else None)))
        return self.newest

    def subscribers(self, job_id: str) -> list[Subscriber]:
        del job_id
        return list(self.people)

    def published(self, job_id: str, token: int, ending: Ending) -> JobState | None:
        del job_id, token
        self.calls.append(("published", ending))
        if not self.newest:
            return None
        if self.latecomers:
            self.people.append(self.latecomers.pop(0))
            return JobState.EXTRACTING
        return JobState.DELIVERING if ending.deliveries else JobState.DONE

    @property
    def ending(self) -> Ending:
        name, said = self.calls[-1]
        assert name == "published"
        assert isinstance(said, Ending)
        return said


@dataclass
class FakeArticles:
    number: int = 1
    known_event: str | None = None
    joined: list[str] = field(default_factory=list)
    noted: list[tuple[int, str]] = field(default_factory=list)
    pages_seen: dict[str, Seen] = field(default_factory=dict)

    def join(self, urls: Sequence[str]) -> str:
        self.joined = list(urls)
        return "art_1"

    def revise(self, article_id: str, text_sha256: str, job_id: str) -> Revision:
        del text_sha256, job_id
        return Revision(article_id=article_id, number=self.number, known_event=self.known_event)

    def latest(self, article_id: str) -> int:
        del article_id
        return self.number

    def published(self, revision: Revision, event_id: str, job_id: str) -> None:
        del job_id
        self.noted.append((revision.number, event_id))

    def seen(self, url: str) -> Seen | None:
        return self.pages_seen.get(url)

    def remember(self, url: str, seen: Seen | None) -> None:
        if seen is not None:
            self.pages_seen[url] = seen


@dataclass
class FakePages:
    kept: dict[str, Page] = field(default_factory=dict)

    def put(self, job_id: str, page: Page) -> None:
        self.kept[job_id] = page

    def get(self, job_id: str) -> Page | None:
        return self.kept.get(job_id)


@dataclass
class FakeOutbox:
    """One delivery per endpoint and per webhook of a subscriber."""

    endpoints: int = 1
    events: dict[str, Event] = field(default_factory=dict)
    published: list[tuple[Event, list[str]]] = field(default_factory=list)
    of_job: dict[str, str] = field(default_factory=dict)

    def publish(self, *, job_id: str, event: Event, subscribers: Sequence[Subscriber]) -> int:
        assert isinstance(event.data, EventData)
        if self.of_job.setdefault(job_id, event.data.event_id) != event.data.event_id:
            raise AnotherEventError(self.of_job[job_id])
        self.events.setdefault(event.data.event_id, event)
        self.published.append((event, [subscriber.id for subscriber in subscribers]))
        return self.endpoints + sum(subscriber.webhook_url is not None for subscriber in subscribers)

    def event(self, event_id: str) -> Event | None:
        return self.events.get(event_id)


@dataclass
class FakeFetcher:
    """Gives a page, or raises what it was given."""

    answer: Page | Exception
    asked: list[Seen | None] = field(default_factory=list)

    def fetch(self, url: str, *, seen: Seen | None = None) -> Page:
        del url
        self.asked.append(seen)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class FakeReader:
    error: Exception | None = None
    canonical_url: str | None = None
    published: str | None = None

    def read(self, page: Page, *, published: str | None) -> Article:
        del page
        if self.error:
            raise self.error
        self.published = published
        head = ArticleHead(language="en", text_sha256="ab" * 32, canonical_url=self.canonical_url)
        return Article(head=head, text="The harbour closed.")


@dataclass
class FakeExtractor:
    error: Exception | None = None
    model: str = "fake-1"

    def extract(self, article: Article) -> Facts:
        if self.error:
            raise self.error
        return Facts(article=article.head, text=article.text, stats=Stats(model=self.model, version="0"))


@dataclass
class FakeSender:
    sent: list[Message] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def send(self, message: Message) -> None:
        self.before()
        self.sent.append(message)

    def send_many(self, messages: Iterable[Message]) -> None:
        self.sent.extend(messages)
