"""Queues, task names and messages: the language between producers and workers.

A message carries the job's id and URL, never a text and never a secret. Any language can send one: see
docs/reference/messages.md. A worker one version newer still reads the old: fields are only added, each with a
default, and what a reader does not know it ignores.
"""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

MESSAGE_VERSION = 1

FETCH_QUEUE = "fetch"
EXTRACT_QUEUE = "extract"
DELIVER_QUEUE = "deliver"
QUEUES = (FETCH_QUEUE, EXTRACT_QUEUE, DELIVER_QUEUE)

FETCH_TASK = "dateline.fetch"
EXTRACT_TASK = "dateline.extract"
DELIVER_TASK = "dateline.deliver"

QUEUE_OF_TASK = {FETCH_TASK: FETCH_QUEUE, EXTRACT_TASK: EXTRACT_QUEUE, DELIVER_TASK: DELIVER_QUEUE}

JobId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="unique per job; the sender's choice")]


class Message(BaseModel):
    """Base of the messages: a task's keyword arguments."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    task: ClassVar[str]
    in_flower: ClassVar[tuple[str, ...]] = ("url", "job")

    v: int = Field(default=MESSAGE_VERSION, description="version of the message's format")

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments as they are sent: the version, and whatever is not the default."""
        return {**self.model_dump(exclude_defaults=True), "v": self.v}

    def headers(self, task_id: str) -> dict[str, Any]:
        """The headers of its Celery message (protocol 2). Flower shows ``argsrepr``; the arguments themselves go by name."""
        shown = {"argsrepr": f"({self.shown()})", "kwargsrepr": "{}"}
        return {"task": self.task, "lang": "py", "id": task_id, "root_id": task_id, **shown}

    def shown(self) -> str:
        """The arguments as Flower shows them."""
        return ", ".join(str(getattr(self, name)) for name in self.in_flower if getattr(self, name))


class FetchMessage(Message):
    """Fetch the page of one job.

    Dateline's own producers record the job first and send ``job`` and ``url`` alone; the other fields are for a
    message that comes without a record, and are read when the record is made of it.
    """

    task = FETCH_TASK

    job: JobId
    url: str
    webhook_url: str | None = None
    metadata: dict[str, str] = {}
    published: str | None = None
    force: bool = False
    correlation_id: str | None = None


class ExtractMessage(Message):
    """Read the facts of one fetched page."""

    task = EXTRACT_TASK

    job: JobId
    url: str


class DeliverMessage(Message):
    """Make one attempt at one delivery."""

    task = DELIVER_TASK
    in_flower = ("url", "endpoint", "delivery")

    delivery: str
    endpoint: str = Field(default="", description="the endpoint's host, to be read in Flower")
    job: str = ""
    url: str = Field(default="", description="the article's URL, for the same")
    correlation_id: str | None = None
    word: str = Field(default="", description="of the claim that began this attempt, if one did")


MESSAGE_OF_TASK: dict[str, type[Message]] = {kind.task: kind for kind in (FetchMessage, ExtractMessage, DeliverMessage)}


class QueueError(RuntimeError):
    """Nothing was accepted; the message says why and what to do."""


class BrokerUnavailable(QueueError):  # noqa: N818 - a state of the broker, named as one says it
    """No broker (or state store) answers."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"no broker answers at {address} ({reason}): start one (`dateline dev` brings its own), or set"
            " DATELINE_BROKER__URL to the address of yours"
        )


class StoreFull(QueueError):  # noqa: N818 - the same
    """The store is at its maxmemory and refuses to write."""

    def __init__(self) -> None:
        super().__init__(
            "the store has reached its memory limit and accepts nothing: let the workers catch up, or raise its"
            " maxmemory (its policy must stay noeviction), then submit again"
        )
