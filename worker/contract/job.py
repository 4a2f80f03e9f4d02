"""The job: one accepted URL on its way from submission to its terminal event."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from worker.contract.failures import Failure


class JobState(StrEnum):
    """Where a job stands. ``failed``: ended in a delivered ``article.failed``; ``dead``: an endpoint was given up."""

    QUEUED = "queued"
    FETCHING = "fetching"
    FETCHED = "fetched"
    EXTRACTING = "extracting"
    DELIVERING = "delivering"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"


OPEN_STATES = (
    JobState.QUEUED,
    JobState.FETCHING,
    JobState.FETCHED,
    JobState.EXTRACTING,
    JobState.DELIVERING,
)
TERMINAL_STATES = (JobState.DONE, JobState.FAILED, JobState.DEAD)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Subscriber(_Frozen):
    """Whoever submitted the URL: their webhook, if they gave one, and what they want echoed.

    The secret is kept in the ledger only, never in a message, a log or an event.
    """

    id: str
    webhook_url: str | None = None
    webhook_secret: str | None = Field(default=None, repr=False)
    metadata: dict[str, str] = {}


class Submission(_Frozen):
    """What a producer hands to the submitter."""

    url: str
    webhook_url: str | None = None
    webhook_secret: str | None = Field(default=None, repr=False)
    metadata: dict[str, str] = {}
    published: str | None = Field(default=None, description="ISO date that beats the page's own")
    force: bool = Field(default=False, description="fetch again although the URL is known, and send even if unchanged")
    correlation_id: str | None = None


class Receipt(_Frozen):
    """What became of one submission."""

    outcome: Literal["accepted", "duplicate", "rejected"]
    url: str
    job_id: str | None = None
    reason: str | None = Field(default=None, description="why it was rejected, with the remedy")


class Job(_Frozen):
    """A job as the ledger holds it. Times are Unix seconds."""

    id: str
    url: str
    key: str = Field(description="what decides sameness: worker.contract.urls.sameness_key")
    state: JobState = JobState.QUEUED
    created: float
    updated: float
    correlation_id: str
    published: str | None = None
    force: bool = False
    article_id: str | None = None
    revision: int = 0
    final_url: str | None = None
    event_id: str | None = None
    event_type: str | None = None
    starts: int = Field(
        default=0, description="how often a worker began on the present stage and did not end it; three make it poison"
    )
    attempts: int = Field(default=0, description="tries of the fetch that failed in a way that may pass")
    resent: int = Field(default=0, description="how often the sweeper had to send it again")
    due: float | None = Field(default=None, description="when a job that was put back is to be tried again")
    failure: Failure | None = Field(default=None, description="the last one; the reason of a job that failed")
    deliveries: int = Field(default=0, description="how many deliveries its event has")
    deliveries_ended: int = Field(default=0, description="how many of them were delivered or given up")


class Work(StrEnum):
    """The two stages that a worker begins and ends on a job; deliveries keep a record of their own."""

    FETCH = "fetch"
    EXTRACT = "extract"


class Verdict(StrEnum):
    """What the ledger says to a worker that wants to begin on a job.

    ``go``: begin. ``skip``: done already, or not due yet. ``poison``: begun too often without an end; give it up.
    ``joined``: its event is stored already, and somebody who joined later, or the count of its deliveries, waits.
    ``missing``: there is no such job.
    """

    GO = "go"
    SKIP = "skip"
    POISON = "poison"
    JOINED = "joined"
    MISSING = "missing"


class Begun(_Frozen):
    """The ledger's answer. ``token`` fences: what a worker says under an older one is refused."""

    verdict: Verdict
    job: Job | None = None
    token: int = 0


class Revision(_Frozen):
    """Which revision of its article a body is.

    ``known_event`` is the id of an event that another job already published for this very body, else None.
    """

    article_id: str
    number: int
    known_event: str | None = None


class Ending(_Frozen):
    """What a job came to: its event, how many deliveries it has, and the subscribers that they serve."""

    event_id: str
    event_type: str
    article_id: str
    revision: int
    deliveries: int
    served: tuple[str, ...] = ()
    failure: Failure | None = None
    poison: bool = False
