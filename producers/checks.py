"""What is checked before a submission is accepted: later, nobody is there to be told. Pure."""

from datetime import datetime

from worker.contract.failures import DatelineError
from worker.contract.job import Submission
from worker.contract.urls import check_submitted
from worker.contract.webhook_secret import SecretError, check_secret


def submission_problem(submission: Submission) -> str | None:
    """Why a submission is rejected, with the remedy; None when all of it can be used."""
    return url_problem(submission.url) or options_problem(submission)


def options_problem(submission: Submission) -> str | None:
    """The same for all but the article's URL."""
    if submission.webhook_url and (problem := url_problem(submission.webhook_url)):
        return f"The webhook's address cannot be used: {problem}"
    if submission.webhook_secret:
        try:
            check_secret(submission.webhook_secret)
        except SecretError as error:
            return f"{error}."
    return published_problem(submission.published)


def url_problem(url: str) -> str | None:
    """Why nothing can be fetched from a URL, or posted to it."""
    try:
        check_submitted(url)
    except DatelineError as error:
        failure = error.failure("submit")
        return f"{failure.message} {failure.remedy}"
    return None


def published_problem(published: str | None) -> str | None:
    """Why a publication date is none."""
    if published is None:
        return None
    try:
        datetime.fromisoformat(published)
    except ValueError:
        return f"{published!r} is no publication date: write it as 2026-11-23, or 2026-11-23T14:20:00Z."
    return None
