"""What the handlers need, by the shape of it. ``worker.bootstrap`` passes the real ones in, tests pass fakes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from worker.contract.article import Article
from worker.contract.events import Event
from worker.contract.facts import Facts
from worker.contract.failures import Failure
from worker.contract.job import Begun, Ending, JobState, Revision, Subscriber, Work
from worker.contract.page import Page, Seen
from worker.contract.queues import FetchMessage, Message

Clock = Callable[[], float]
"""Now, in Unix seconds."""


class Ledger(Protocol):
    """The truth about jobs. Every move is atomic, and refused under a token that is no longer the newest."""

    def begin(self, job_id: str, work: Work) -> Begun:
        """Ask to begin a stage; counts the start and stamps the progress."""

    def ensure(self, message: FetchMessage) -> None:
        """Make the record of a fetch message that came without one; leave an existing one alone."""

    def fetched(self, job_id: str, token: int, *, final_url: str | None) -> bool:
        """The page is stored; False under an old token."""

    def put_back(self, job_id: str, token: int, *, due: float, failure: Failure | None) -> bool:
        """To be fetched again at ``due``; a failure spends an attempt, None (a postponement) does not."""

    def subscribers(self, job_id: str) -> list[Subscriber]:
        """All who submitted this URL with a webhook or metadata, in no order."""

    def published(self, job_id: str, token: int, ending: Ending) -> JobState | None:
        """The event and its deliveries are stored: the job is delivering, or ended where there is none.

        None under an old token. ``JobState.EXTRACTING`` when somebody joined meanwhile and is not served yet:
        publish again.
        """


class Articles(Protocol):
    """Which URLs are one article, and its revisions."""

    def join(self, urls: Sequence[str]) -> str:
        """The article's id; all the URLs belong to it from now on. The first URL that is known decides."""

    def revise(self, article_id: str, text_sha256: str, job_id: str) -> Revision:
        """The revision that a body is: the present one if the body is the same, else the next."""

    def latest(self, article_id: str) -> int:
        """The article's present revision; 0 when no body was ever seen."""

    def published(self, revision: Revision, event_id: str, job_id: str) -> None:
        """The event of a revision is stored."""

    def seen(self, url: str) -> Seen | None:
        """What is remembered of the page at exactly this URL; None when nothing is, or its site gave no validators."""

    def remember(self, url: str, seen: Seen | None) -> None:
        """The page at this URL became an event; None forgets what was remembered."""


class Pages(Protocol):
    """Fetched pages between fetch and extract, by reference."""

    def put(self, job_id: str, page: Page) -> None:
        """Keep a page until its job has ended."""

    def get(self, job_id: str) -> Page | None:
        """The page, or None when it is gone."""


class Outbox(Protocol):
    """Events and their deliveries."""

    def publish(self, *, job_id: str, event: Event, subscribers: Sequence[Subscriber]) -> int:
        """Store the event's bytes once and a delivery for each endpoint and each subscriber's webhook.

        Returns:
            How many deliveries of this event belong to this job, those of an earlier call included: calling
            again with the same event (``event.data.event_id``) changes nothing and returns the same. A delivery
            that another job made of the same event to the same endpoint is neither repeated nor counted. 0: nobody
            to deliver to; the event is stored all the same.

        Raises:
            AnotherEventError: the job has another event already, and keeps it.
        """

    def event(self, event_id: str) -> Event | None:
        """A stored event; None when it was never published or its time is over."""


class Fetcher(Protocol):
    """Gets a page from its site."""

    def fetch(self, url: str, *, seen: Seen | None = None) -> Page:
        """The page at a URL.

        Args:
            url: as it was submitted.
            seen: the page that is known already, if only another is wanted.

        Raises:
            UnchangedError: it is the page that was seen.
            Postponed: the host is busy or wants to be left alone; no attempt is spent.
            RetryableError: it may pass.
            PermanentError: it will not.
        """


class Reader(Protocol):
    """Makes an article of a page. Pure."""

    def read(self, page: Page, *, published: str | None) -> Article:
        """The article.

        Raises:
            PermanentError: the page is no article; the code says what it is.
        """


class Extractor(Protocol):
    """Reads the facts of an article. Pure."""

    @property
    def model(self) -> str:
        """The model's name and version, as events give it."""

    def extract(self, article: Article) -> Facts:
        """The facts/v1 document."""


class Sender(Protocol):
    """Puts messages on their queues."""

    def send(self, message: Message) -> None:
        """Publish one message."""


class Backoff(NamedTuple):
    """When a fetch that failed is tried again. Seconds."""

    max_attempts: int
    base: float
    longest: float


class FetchPorts(NamedTuple):
    """What ``fetch_article`` needs."""

    ledger: Ledger
    articles: Articles
    pages: Pages
    fetcher: Fetcher
    outbox: Outbox
    sender: Sender
    clock: Clock
    backoff: Backoff
    random: Callable[[], float]


class ExtractPorts(NamedTuple):
    """What ``extract_facts`` needs."""

    ledger: Ledger
    articles: Articles
    pages: Pages
    reader: Reader
    extractor: Extractor
    outbox: Outbox
    clock: Clock
