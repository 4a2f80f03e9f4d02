"""The ledger: every accepted URL from submission to its end. What Celery says is a hint; this is the truth.

Each move is one Lua script, so that it happens wholly or not at all, and any number of workers and sweepers may try
it at once. A start hands out a token; only the newest token may end what it began.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any, Literal, NamedTuple, cast

from redis import Redis
from redis.commands.core import Script

from worker.contract.failures import Failure
from worker.contract.job import Begun, Ending, Job, JobState, Submission, Subscriber, Verdict, Work
from worker.contract.queues import EXTRACT_QUEUE, ExtractMessage, FetchMessage, Message
from worker.contract.urls import sameness_key
from worker.storage import records
from worker.storage.connection import head
from worker.storage.keys import DAY, Keys

ACCEPTING = ("submit",)
SCRIPTS = (
    "submit",
    "begin",
    "fetched",
    "put_back",
    "published",
    "delivery",
    "sweep",
    "claim_due",
    "withdraw",
    "hand_back",
)


class Recorded(NamedTuple):
    """What the ledger made of a submission; ``send`` says that a fetch message has to follow."""

    duplicate: bool
    job_id: str
    send: bool


def new_job_id() -> str:
    """A job's id: 96 random bits."""
    return f"job_{secrets.token_hex(12)}"


class Jobs:
    """The ledger.

    Args:
        redis: a client that gives bytes (``worker.storage.connection.connect``).
        keys: the names of the keys.
        clock: now, in Unix seconds.
        job_days: how long a job is kept after its end.
        url_days: how long a URL is remembered.
        max_starts: starts of one stage after which a job is poison.
    """

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        clock: Callable[[], float],
        *,
        job_days: float = 30,
        url_days: float = 90,
        max_starts: int = 3,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._keep = str(int(job_days * DAY))
        self._remember = str(int(url_days * DAY))
        self._max_starts = max_starts
        self._sets = keys.ledger_sets
        self._scripts = {name: _script(redis, name) for name in SCRIPTS}

    # --- submission -------------------------------------------------------------------------------------------

    def submit(self, submissions: Sequence[Submission]) -> list[Recorded]:
        """Record submissions in one round trip, each a new job or a subscriber that joins an old one.

        The caller publishes a fetch message for each whose ``send`` is true, and withdraws what it could not publish.
        """
        pipe = self._redis.pipeline(transaction=False)
        for submission in submissions:
            mode = "force" if submission.force else "join"
            self._record(new_job_id(), submission, mode, pipe)
        return [Recorded(said == b"duplicate", job.decode(), send == b"1") for said, job, send in pipe.execute()]

    def ensure(self, message: FetchMessage) -> None:
        """Make the record of a fetch message that came without one; an existing record is left alone."""
        self._record(message.job, records.submission_of(message), "own", None)

    def _record(self, job_id: str, submission: Submission, mode: str, pipe: Any) -> None:
        subscriber = records.subscriber_of(submission)
        said = subscriber.model_dump_json(exclude_defaults=True) if subscriber else ""
        webhook = "1" if submission.webhook_url else "0"
        record = records.new_record(job_id, submission, self._clock())
        extra = [mode, self._remember, subscriber.id if subscriber else "", said, webhook, *record]
        self._run("submit", job_id, *extra, key=self._keys.url(sameness_key(submission.url)), pipe=pipe)

    def withdraw(self, job_ids: Iterable[tuple[str, str]]) -> None:
        """Take back jobs (id, URL) whose message could not be sent, unless somebody began on them."""
        pipe = self._redis.pipeline(transaction=False)
        for job_id, url in job_ids:
            self._run("withdraw", job_id, key=self._keys.url(sameness_key(url)), pipe=pipe)
        pipe.execute()

    # --- work -------------------------------------------------------------------------------------------------

    def begin(self, job_id: str, work: Work) -> Begun:
        """Ask to begin a stage; counts the start and stamps the progress."""
        verdict, token, *raw = self._run("begin", job_id, work.value, str(self._max_starts))
        job = self._job(job_id, records.paired(raw[0])) if raw else None
        return Begun(verdict=Verdict(verdict.decode()), job=job, token=int(token))

    def fetched(self, job_id: str, token: int, *, final_url: str | None) -> bool:
        """The page is stored; False under an old token."""
        fields = ["final_url", final_url] if final_url else []
        return bool(self._run("fetched", job_id, str(token), *fields))

    def put_back(self, job_id: str, token: int, *, due: float, failure: Failure | None) -> bool:
        """To be fetched again at ``due``; a failure spends an attempt, None (a postponement) does not."""
        said = failure.model_dump_json() if failure else ""
        return bool(self._run("put_back", job_id, str(token), f"{due:.3f}", said))

    def hand_back(self, job_id: str) -> bool:
        """Its worker is told to end: another may begin at once, and the start does not count. False: nobody is on it."""
        return bool(self._run("hand_back", job_id))

    def published(self, job_id: str, token: int, ending: Ending) -> JobState | None:
        """The event and its deliveries are stored: the job is delivering, or ended where there is none.

        None under an old token. ``JobState.EXTRACTING`` when somebody joined meanwhile and is not served yet.
        """
        fields = {
            "event_id": ending.event_id,
            "event_type": ending.event_type,
            "article_id": ending.article_id,
            "revision": str(ending.revision),
            "deliveries": str(ending.deliveries),
        }
        if ending.failure:
            fields |= {"failure": ending.failure.model_dump_json(), "again": "1" if ending.failure.retryable else "0"}
        if ending.poison:
            fields["poison"] = "1"
        flat = [part for pair in fields.items() for part in pair]
        said = self._run("published", job_id, str(token), str(len(ending.served)), *ending.served, *flat)
        return JobState(said.decode()) if said else None

    # --- deliveries -------------------------------------------------------------------------------------------

    def note_delivery(self, job_id: str, delivery_id: str, end: Literal["ok", "dead"] | None) -> JobState | None:
        """Note how a job's delivery stands: made, given up, or (None) to be made again. Twice changes nothing.

        A delivery that ends runs the same script in the step that ends it, so that no crash comes between.

        Returns:
            the job's new state; None: no such job.
        """
        said = self._run("delivery", job_id, delivery_id, end or "")
        return JobState(said.decode()) if said else None

    def delivery_ids(self, job_id: str) -> list[str]:
        """The deliveries of a job's event that have ended."""
        names = cast("list[bytes]", self._redis.hkeys(self._keys.job(job_id)))
        return sorted(name.decode()[2:] for name in names if name.startswith(b"d:"))

    # --- the sweeper's part -----------------------------------------------------------------------------------

    def claim_due(self, *, limit: int = 500) -> list[Message]:
        """Messages of the jobs that were put back and whose time has come; each goes to one caller only."""
        return _messages(self._run("claim_due", "", str(limit)))

    def claim_stale(self, *, stale: float, fetch_empty: bool, extract_empty: bool, limit: int = 500) -> list[Message]:
        """Messages of the jobs that lost theirs, or whose worker went silent; each goes to one caller only.

        Args:
            stale: seconds without progress.
            fetch_empty: the fetch queue is empty, so that whatever waits for it has lost its message.
            extract_empty: the same of the extract queue.
            limit: most of each kind.
        """
        empty = ["1" if flag else "0" for flag in (fetch_empty, extract_empty)]
        return _messages(self._run("sweep", "", str(stale), str(limit), *empty))

    # --- reading ----------------------------------------------------------------------------------------------

    def get(self, job_id: str) -> Job | None:
        """The job, or None when there is none of that id."""
        raw = cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.job(job_id)))
        return self._job(job_id, raw) if raw else None

    def correlation_id(self, job_id: str) -> str | None:
        """As the job's submitter gave it, or the job's id; None when there is no such job."""
        raw = self._redis.hmget(self._keys.job(job_id), ["url", "correlation_id"])
        url, given = cast("list[bytes | None]", raw)
        return (given.decode() if given else job_id) if url else None

    def subscribers(self, job_id: str) -> list[Subscriber]:
        """All who submitted this URL with a webhook or metadata; holds their secrets."""
        raw = cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.job(job_id)))
        return records.subscribers_of(records.decoded(raw))

    def of_url(self, url: str) -> str | None:
        """The newest job of a URL."""
        found = cast("bytes | None", self._redis.get(self._keys.url(sameness_key(url))))
        return found.decode() if found else None

    def counts(self) -> dict[str, int]:
        """Jobs by state, those put back as ``due``, and ``resent``: how many messages the sweeper sent again."""
        raw = records.decoded(cast("dict[bytes, bytes]", self._redis.hgetall(self._keys.counts)))
        due = self._redis.zcard(self._keys.due)
        names = [*JobState, "resent"]
        return {str(name): int(raw.get(name, 0)) for name in names} | {"due": due}

    def failures(self, *, limit: int = 100, offset: int = 0) -> list[Job]:
        """Failed and dead jobs, the newest first."""
        found = cast("list[bytes]", self._redis.zrange(self._keys.failures, offset, offset + limit - 1, desc=True))
        jobs = (self.get(job_id.decode()) for job_id in found)
        return [job for job in jobs if job is not None]

    def _job(self, job_id: str, raw: dict[bytes, bytes]) -> Job:
        fields = records.decoded(raw)
        due = self._redis.zscore(self._keys.due, job_id) if fields["state"] == "queued" else None
        return records.job_of(job_id, fields, key=sameness_key(fields["url"]), due=due)

    def _run(self, name: str, job_id: str, *extra: str, key: str | None = None, pipe: Any = None) -> Any:
        keys = [*self._sets, key] if key else self._sets
        now = f"{self._clock():.3f}"
        args = [self._keys.jobs, self._keys.texts, now, self._keep, job_id, *extra]
        return self._scripts[name](keys=keys, args=args, client=pipe)


def _script(redis: Redis, name: str) -> Script:
    folder = files("worker.storage") / "lua"
    code = head(name in ACCEPTING) + (folder / "common.lua").read_text() + (folder / f"{name}.lua").read_text()
    return redis.register_script(code)


def _messages(rows: Sequence[tuple[bytes, bytes, bytes]]) -> list[Message]:
    kinds = {EXTRACT_QUEUE: ExtractMessage}
    return [kinds.get(queue.decode(), FetchMessage)(job=job.decode(), url=url.decode()) for job, url, queue in rows]
