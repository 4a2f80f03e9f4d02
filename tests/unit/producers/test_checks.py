"""What cannot be used is told at submission, when somebody is there to hear it."""

import pytest

from producers.checks import submission_problem
from worker.contract.job import Submission
from worker.contract.webhook_secret import make_secret

URL = "https://news.example/a"


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        (Submission(url="news.example/a"), "This is not an absolute http or https URL"),
        (
            Submission(url=URL, webhook_url="not a url"),
            "webhook's address cannot be used: This is not an absolute http or https URL",
        ),
        (Submission(url=URL, webhook_url="https://user:pw@reader.example/"), "a user name or a password"),
        (Submission(url=URL, webhook_secret="short"), "dateline secret"),
        (Submission(url=URL, published="last Monday"), "'last Monday' is no publication date"),
        (Submission(url=URL, published="2026-13-45"), "'2026-13-45' is no publication date"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_rejection_says_what_is_wrong(submission: Submission, words: str) -> None:
    problem = submission_problem(submission)
    assert problem is not None
    assert words in problem
    assert "pw" not in problem


@pytest.mark.parametrize("published", [None, "2026-11-23", "2026-11-23T14:20:00Z", "2026-11-23T14:20:00-03:00"])
def test_what_can_be_used_is_accepted(published: str | None) -> None:
    good = Submission(
        url=URL, webhook_url="https://reader.example/hook?key=1", webhook_secret=make_secret(), published=published
    )
    assert submission_problem(good) is None
