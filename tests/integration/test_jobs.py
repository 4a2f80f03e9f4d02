"""The ledger against a real server: its scripts are where its promises live."""

from dataclasses import dataclass
from typing import Literal

import pytest
from redis import Redis
from redis.exceptions import OutOfMemoryError

from worker.contract.failures import FailureCode, PermanentError, RetryableError
from worker.contract.job import Ending, JobState, Submission, Verdict, Work
from worker.contract.queues import ExtractMessage, FetchMessage
from worker.storage.jobs import Jobs
from worker.storage.keys import Keys

URL = "https://news.example/harbour"


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(redis: Redis, clock: Clock) -> Jobs:
    return Jobs(redis, Keys("t"), clock)


def submitted(jobs: Jobs, url: str = URL, **more: object) -> str:
    [recorded] = jobs.submit([Submission.model_validate({"url": url, **more})])
    return recorded.job_id


def ending(deliveries: int = 0, kind: str = "article.extracted", **more: object) -> Ending:
    fields = {"event_id": "evt_1", "event_type": kind, "article_id": "art_1", "revision": 1, "deliveries": deliveries}
    return Ending.model_validate({**fields, **more})


def extracting(jobs: Jobs, url: str = URL) -> tuple[str, int]:
    job_id = submitted(jobs, url)
    begun = jobs.begin(job_id, Work.FETCH)
    assert jobs.fetched(job_id, begun.token, final_url=URL)
    return job_id, jobs.begin(job_id, Work.EXTRACT).token


def state(jobs: Jobs, job_id: str) -> JobState:
    job = jobs.get(job_id)
    assert job is not None
    return job.state


def test_a_job_walks_through_its_states_and_is_counted_in_one_of_them(jobs: Jobs) -> None:
    job_id = submitted(jobs)
    walked: list[JobState | None] = [state(jobs, job_id)]
    token = jobs.begin(job_id, Work.FETCH).token
    walked.append(state(jobs, job_id))
    jobs.fetched(job_id, token, final_url="https://news.example/harbour-2")
    walked.append(state(jobs, job_id))
    token = jobs.begin(job_id, Work.EXTRACT).token
    walked.append(state(jobs, job_id))
    walked.append(jobs.published(job_id, token, ending(deliveries=1)))
    walked.append(jobs.note_delivery(job_id, "msg_1", "ok"))
    assert walked == ["queued", "fetching", "fetched", "extracting", "delivering", "done"]
    assert {name for name, count in jobs.counts().items() if count} == {"done"}
    job = jobs.get(job_id)
    assert job is not None
    assert (job.final_url, job.event_id, job.deliveries_ended) == ("https://news.example/harbour-2", "evt_1", 1)


def test_the_same_url_is_one_job(jobs: Jobs) -> None:
    first, second = jobs.submit(
        [Submission(url=URL), Submission(url="http://www.news.example/harbour?utm_source=x#top")]
    )
    assert second == (True, first.job_id, False)
    assert jobs.counts()["queued"] == 1


def test_force_makes_a_new_job(jobs: Jobs) -> None:
    first = submitted(jobs)
    assert submitted(jobs, force=True) != first
    assert jobs.counts()["queued"] == 2


def test_who_joins_an_open_job_is_among_its_subscribers(jobs: Jobs) -> None:
    job_id = submitted(jobs, metadata={"desk": "sea"})
    submitted(jobs, webhook_url="https://reader.example/hook", webhook_secret="whsec_abc", metadata={"n": "2"})
    submitted(jobs, webhook_url="https://reader.example/hook", webhook_secret="whsec_abc", metadata={"n": "2"})
    found = {subscriber.webhook_url: subscriber for subscriber in jobs.subscribers(job_id)}
    assert set(found) == {None, "https://reader.example/hook"}
    assert found["https://reader.example/hook"].webhook_secret == "whsec_abc"
    assert "whsec" not in repr(jobs.get(job_id))


def test_who_joins_an_ended_job_is_served_once(jobs: Jobs) -> None:
    job_id, token = extracting(jobs)
    jobs.published(job_id, token, ending())
    [joined] = jobs.submit([Submission(url=URL, webhook_url="https://reader.example/hook")])
    assert joined == (True, job_id, True)
    begun = jobs.begin(job_id, Work.FETCH)
    assert begun.verdict is Verdict.JOINED
    served = [subscriber.id for subscriber in jobs.subscribers(job_id)]
    assert jobs.published(job_id, begun.token, ending(deliveries=1, served=served)) is JobState.DELIVERING
    assert jobs.note_delivery(job_id, "msg_9", "ok") is JobState.DONE
    assert jobs.submit([Submission(url=URL, webhook_url="https://reader.example/hook")])[0].send is False
    assert jobs.begin(job_id, Work.FETCH).verdict is Verdict.SKIP


def test_who_joins_while_the_event_is_being_published_is_not_forgotten(jobs: Jobs) -> None:
    job_id, token = extracting(jobs)
    jobs.submit([Submission(url=URL, webhook_url="https://late.example/hook")])
    assert jobs.published(job_id, token, ending(deliveries=0)) is JobState.EXTRACTING
    served = [subscriber.id for subscriber in jobs.subscribers(job_id)]
    assert jobs.published(job_id, token, ending(deliveries=1, served=served)) is JobState.DELIVERING


def test_a_failure_that_may_pass_is_accepted_again(jobs: Jobs, clock: Clock) -> None:
    for error, outcome in ((RetryableError(FailureCode.TIMEOUT), False), (PermanentError(FailureCode.PAYWALL), True)):
        url = f"https://news.example/{error.code}"
        job_id, token = extracting(jobs, url=url)
        failed = ending(kind="article.failed", failure=error.failure("fetch"))
        assert jobs.published(job_id, token, failed) is JobState.FAILED
        assert jobs.submit([Submission(url=url)])[0].duplicate is outcome
        clock.now += 1
    assert [job.failure.code for job in jobs.failures() if job.failure] == [FailureCode.PAYWALL, FailureCode.TIMEOUT]


def test_an_older_start_may_not_end_what_a_newer_one_began(jobs: Jobs) -> None:
    job_id = submitted(jobs)
    old = jobs.begin(job_id, Work.FETCH).token
    new = jobs.begin(job_id, Work.FETCH).token
    assert not jobs.fetched(job_id, old, final_url=None)
    assert not jobs.put_back(job_id, old, due=0, failure=None)
    assert jobs.published(job_id, old, ending()) is None
    assert jobs.fetched(job_id, new, final_url=None)


def test_the_fourth_start_of_a_stage_is_poison(jobs: Jobs) -> None:
    job_id = submitted(jobs)
    verdicts = [jobs.begin(job_id, Work.FETCH).verdict for _ in range(4)]
    assert verdicts == [Verdict.GO] * 3 + [Verdict.POISON]
    token = jobs.begin(job_id, Work.FETCH).token
    assert jobs.published(job_id, token, ending(kind="article.failed", poison=True)) is JobState.DEAD


def test_an_ended_stage_forgets_its_starts(jobs: Jobs) -> None:
    job_id = submitted(jobs)
    for _ in range(6):
        begun = jobs.begin(job_id, Work.FETCH)
        assert begun.verdict is Verdict.GO
        jobs.put_back(job_id, begun.token, due=0, failure=None)
        jobs.claim_due()


def test_a_job_whose_event_is_stored_is_neither_done_again_nor_poison(jobs: Jobs, redis: Redis) -> None:
    job_id, _ = extracting(jobs)
    redis.hset(f"t:job:{job_id}", "event_id", "evt_1")
    for _ in range(5):
        begun = jobs.begin(job_id, Work.EXTRACT)
        assert begun.verdict is Verdict.JOINED
    assert jobs.begin(job_id, Work.FETCH).verdict is Verdict.SKIP
    assert jobs.published(job_id, begun.token, ending()) is JobState.DONE


def test_a_job_put_back_waits_for_its_time(jobs: Jobs, clock: Clock) -> None:
    job_id = submitted(jobs)
    failure = RetryableError(FailureCode.TIMEOUT).failure("fetch")
    jobs.put_back(job_id, jobs.begin(job_id, Work.FETCH).token, due=clock.now + 10, failure=failure)
    assert jobs.begin(job_id, Work.FETCH).verdict is Verdict.SKIP
    assert jobs.claim_due() == []
    clock.now += 10
    assert jobs.claim_due() == [FetchMessage(job=job_id, url=URL)]
    assert jobs.claim_due() == []
    begun = jobs.begin(job_id, Work.FETCH)
    assert begun.job is not None
    assert (begun.verdict, begun.job.attempts) == (Verdict.GO, 1)


def test_a_silent_worker_loses_its_job_to_one_sweeper(jobs: Jobs, clock: Clock) -> None:
    job_id, _ = extracting(jobs)
    assert jobs.claim_stale(stale=100, fetch_empty=True, extract_empty=True) == []
    clock.now += 101
    assert jobs.claim_stale(stale=100, fetch_empty=True, extract_empty=True) == [ExtractMessage(job=job_id, url=URL)]
    assert jobs.claim_stale(stale=100, fetch_empty=True, extract_empty=True) == []
    assert jobs.counts()["resent"] == 1


def test_a_long_queue_is_no_loss_but_what_it_overtook_is(jobs: Jobs, clock: Clock) -> None:
    lost = submitted(jobs, "https://news.example/lost")
    clock.now += 200
    waiting = [submitted(jobs, f"https://news.example/{n}") for n in range(3)]
    clock.now += 1000
    assert jobs.claim_stale(stale=100, fetch_empty=False, extract_empty=False) == []
    jobs.begin(waiting[0], Work.FETCH)
    [again] = jobs.claim_stale(stale=100, fetch_empty=False, extract_empty=False)
    assert again == FetchMessage(job=lost, url="https://news.example/lost")
    everything = jobs.claim_stale(stale=100, fetch_empty=True, extract_empty=True)
    assert {message.job for message in everything if isinstance(message, FetchMessage)} == set(waiting[1:])


def test_a_message_without_a_record_makes_one(jobs: Jobs) -> None:
    message = FetchMessage(job="mine-1", url=URL, metadata={"from": "go"}, published="2026-01-02")
    assert jobs.begin("mine-1", Work.FETCH).verdict is Verdict.MISSING
    jobs.ensure(message)
    jobs.ensure(message)
    begun = jobs.begin("mine-1", Work.FETCH)
    assert begun.job is not None
    assert (begun.verdict, begun.job.published, jobs.of_url(URL)) == (Verdict.GO, "2026-01-02", "mine-1")
    assert [subscriber.metadata for subscriber in jobs.subscribers("mine-1")] == [{"from": "go"}]


@pytest.mark.parametrize(("ends", "expected"), [(("ok", "ok"), "done"), (("ok", "dead"), "dead")])
def test_a_job_ends_with_its_last_delivery(
    jobs: Jobs, ends: tuple[Literal["ok", "dead"], Literal["ok", "dead"]], expected: str
) -> None:
    job_id, token = extracting(jobs)
    jobs.published(job_id, token, ending(deliveries=2))
    assert jobs.note_delivery(job_id, "msg_a", ends[0]) is JobState.DELIVERING
    assert jobs.note_delivery(job_id, "msg_a", ends[0]) is JobState.DELIVERING
    assert jobs.note_delivery(job_id, "msg_b", ends[1]) == expected


def test_a_delivery_that_ends_before_it_is_counted_is_counted(jobs: Jobs) -> None:
    job_id, token = extracting(jobs)
    assert jobs.note_delivery(job_id, "msg_a", "ok") is JobState.EXTRACTING
    assert jobs.published(job_id, token, ending(deliveries=1)) is JobState.DONE


def test_a_replayed_delivery_opens_its_job_again(jobs: Jobs) -> None:
    job_id, token = extracting(jobs)
    jobs.published(job_id, token, ending(deliveries=1))
    assert jobs.note_delivery(job_id, "msg_a", "dead") is JobState.DEAD
    assert jobs.note_delivery(job_id, "msg_a", None) is JobState.DELIVERING
    assert jobs.failures() == []
    assert jobs.note_delivery(job_id, "msg_a", "ok") is JobState.DONE


def test_the_end_of_a_job_sets_its_time_and_frees_its_page(jobs: Jobs, redis: Redis) -> None:
    job_id, token = extracting(jobs)
    redis.set(f"t:text:{job_id}", b"page")
    assert redis.ttl(f"t:job:{job_id}") == -1
    jobs.published(job_id, token, ending())
    assert redis.exists(f"t:text:{job_id}") == 0
    assert redis.ttl(f"t:job:{job_id}") == 30 * 86_400


def test_a_withdrawn_job_was_never_there(jobs: Jobs) -> None:
    jobs.withdraw([(submitted(jobs), URL)])
    begun = submitted(jobs, "https://news.example/begun")
    jobs.begin(begun, Work.FETCH)
    jobs.withdraw([(begun, "https://news.example/begun")])
    assert state(jobs, begun) is JobState.FETCHING
    assert jobs.counts()["queued"] == 0
    assert jobs.of_url(URL) is None


def test_a_job_that_is_handed_back_begins_anew_and_the_start_does_not_count(jobs: Jobs) -> None:
    job_id = submitted(jobs)
    assert not jobs.hand_back(job_id)
    for _ in range(5):
        begun = jobs.begin(job_id, Work.FETCH)
        assert begun.verdict is Verdict.GO
        assert jobs.hand_back(job_id)
        assert state(jobs, job_id) is JobState.QUEUED
        assert not jobs.fetched(job_id, begun.token, final_url=None)
    job_id, token = extracting(jobs, "https://news.example/other")
    assert jobs.hand_back(job_id)
    assert state(jobs, job_id) is JobState.FETCHED
    assert jobs.published(job_id, token, ending()) is None


def test_at_the_memory_limit_nothing_new_is_recorded_and_what_is_there_comes_to_its_end(
    jobs: Jobs, redis: Redis, clock: Clock
) -> None:
    job_id = submitted(jobs)
    jobs.put_back(job_id, jobs.begin(job_id, Work.FETCH).token, due=clock.now + 1, failure=None)
    clock.now += 1
    redis.config_set("maxmemory", "1")
    with pytest.raises(OutOfMemoryError):
        submitted(jobs, "https://news.example/new")
    assert jobs.claim_due() == [FetchMessage(job=job_id, url=URL)]
    token = jobs.begin(job_id, Work.FETCH).token
    assert jobs.published(job_id, token, ending()) is JobState.DONE
    redis.config_set("maxmemory", "0")
    assert sum(jobs.counts().values()) == 1
    assert jobs.of_url("https://news.example/new") is None
