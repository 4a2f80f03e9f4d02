"""How jobs and subscribers are written into the hash of a job, and read from it."""

import hashlib
import json
from collections.abc import Mapping

from worker.contract.job import Job, Submission, Subscriber
from worker.contract.queues import FetchMessage

# The first two letters of a field that tells of a subscriber, of one who is served, of a delivery that has ended.
SUBSCRIBER, SERVED, ENDED = "s:", "v:", "d:"


def subscriber_of(submission: Submission) -> Subscriber | None:
    """Who submitted, if they left a webhook or metadata; the same again, secret included, is the same subscriber."""
    if not submission.webhook_url and not submission.metadata:
        return None
    secret = [submission.webhook_secret] if submission.webhook_secret else []
    said = json.dumps([submission.webhook_url, sorted(submission.metadata.items()), *secret])
    return Subscriber(
        id=hashlib.sha256(said.encode()).hexdigest()[:16],
        webhook_url=submission.webhook_url,
        webhook_secret=submission.webhook_secret,
        metadata=submission.metadata,
    )


def submission_of(message: FetchMessage) -> Submission:
    """What a fetch message without a record submits."""
    return Submission.model_validate(message.model_dump(exclude={"v", "job"}))


def new_record(job_id: str, submission: Submission, now: float) -> list[str]:
    """Fields and values of a new job, without what is the default."""
    fields = {"url": submission.url, "created": f"{now:.3f}"}
    if submission.published:
        fields["published"] = submission.published
    if submission.force:
        fields["force"] = "1"
    if submission.correlation_id and submission.correlation_id != job_id:
        fields["correlation_id"] = submission.correlation_id
    return [part for pair in fields.items() for part in pair]


def decoded(raw: Mapping[bytes, bytes]) -> dict[str, str]:
    """A hash as text."""
    return {name.decode(): value.decode() for name, value in raw.items()}


def paired(flat: list[bytes]) -> dict[bytes, bytes]:
    """HGETALL's answer inside a script, as a hash."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def job_of(job_id: str, fields: Mapping[str, str], *, key: str, due: float | None = None) -> Job:
    """The job that a hash holds; secrets of subscribers stay behind."""
    known = {name: value for name, value in fields.items() if name in Job.model_fields and name != "failure"}
    return Job.model_validate(
        {
            "updated": fields["created"],
            "correlation_id": job_id,
            **known,
            "id": job_id,
            "key": key,
            "due": due,
            "failure": json.loads(fields["failure"]) if "failure" in fields else None,
            "deliveries_ended": sum(name.startswith(ENDED) for name in fields),
        }
    )


def subscribers_of(fields: Mapping[str, str]) -> list[Subscriber]:
    """The subscribers in a hash, secrets included."""
    return [Subscriber.model_validate_json(v) for name, v in fields.items() if name.startswith(SUBSCRIBER)]
