"""One attempt: prepare, send, and what came of it. Keeps nothing, decides by ``schedule`` alone."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from worker.contract.delivery import Attempt, Claimed
from worker.contract.outcome import Outcome
from worker.contract.webhook_secret import SecretError, check_secret
from worker.http.client import Answer, ExchangeError
from worker.http.tls import TlsOptions
from worker.webhooks.schedule import Decision, Policy, decide_answer, decide_failure
from worker.webhooks.signing import signature_headers

ERROR_CHARS = 2000


class Poster(Protocol):
    """What is needed of ``worker.http.client.GuardedClient``."""

    def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        deadline: float,
        tls: TlsOptions | None = None,
        answer_bytes: int = 16_384,
    ) -> Answer:
        """See there."""


class NothingToSend(Exception):  # noqa: N818 - the state of a record, named as one says it
    """No attempt can be made of what the store holds; the message says why and what to do."""


class Attempter:
    """Makes attempts.

    Args:
        poster: the guarded client.
        policy: the schedule.
        deadline: seconds for one attempt.
        answer_bytes: how much of an answer is kept.
        clock: now, in Unix seconds.
        chance: gives 0 to 1, for the jitter.
    """

    def __init__(
        self,
        poster: Poster,
        policy: Policy,
        *,
        deadline: float,
        answer_bytes: int,
        clock: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._poster = poster
        self._policy = policy
        self._deadline = deadline
        self._answer_bytes = answer_bytes
        self._clock = clock
        self._chance = chance

    def attempt(self, claimed: Claimed) -> Outcome:
        """Send the bytes once, signed with the endpoint's secrets of this moment. Raises nothing: all that fails is an outcome."""
        started = self._clock()
        try:
            headers = self._headers(claimed, started)
        except (SecretError, NothingToSend) as error:
            return self._unsent(claimed, started, str(error))
        try:
            answer = self._poster.post(
                claimed.endpoint.url,
                body=claimed.body,
                headers=headers,
                deadline=self._deadline,
                tls=_tls(claimed),
                answer_bytes=self._answer_bytes,
            )
        except ExchangeError as error:
            return self._failed(claimed, started, error)
        return self._answered(claimed, started, answer)

    def _headers(self, claimed: Claimed, started: float) -> dict[str, str]:
        if not claimed.body:
            raise NothingToSend("the event's bytes are gone: its time in the store was over")
        keys = [check_secret(secret) for secret in claimed.endpoint.secrets_at(started)]
        if not keys:
            raise NothingToSend("the endpoint has no secret: `dateline endpoints rotate` gives it one")
        try:
            signed = signature_headers(claimed.delivery.id, claimed.body, keys, started)
        except UnicodeDecodeError as error:
            raise NothingToSend("the event's bytes are damaged: they are no text") from error
        return {"Content-Type": "application/json", **signed}

    def _answered(self, claimed: Claimed, started: float, answer: Answer) -> Outcome:
        decision = decide_answer(
            answer.status,
            answer.headers.get("retry-after"),
            claimed.delivery.attempts + 1,
            self._policy,
            now=self._clock(),
            chance=self._chance,
        )
        attempt = Attempt(
            number=claimed.delivery.next_number,
            started=started,
            seconds=round(answer.seconds, 3),
            phase=answer.phase,
            address=answer.address,
            status=answer.status,
            answer=answer.body.decode("utf-8", errors="replace") or None,
            next_try=self._next(decision),
            trigger=claimed.delivery.trigger,
        )
        gone = "the endpoint answered 410 Gone" if decision.kind == "gone" else ""
        return Outcome(attempt=attempt, kind=decision.kind, wait=decision.wait, pause=decision.pause, gone=gone)

    def _failed(self, claimed: Claimed, started: float, error: ExchangeError) -> Outcome:
        made = claimed.delivery.attempts + 1
        decision = Decision("dead") if error.permanent else decide_failure(made, self._policy, self._chance)
        attempt = Attempt(
            number=claimed.delivery.next_number,
            started=started,
            seconds=round(error.seconds, 3),
            phase=error.phase,
            address=error.address,
            error=f"{error.code.value}: {error.detail}"[:ERROR_CHARS],
            next_try=self._next(decision),
            trigger=claimed.delivery.trigger,
        )
        return Outcome(attempt=attempt, kind=decision.kind, wait=decision.wait)

    def _unsent(self, claimed: Claimed, started: float, why: str) -> Outcome:
        number = claimed.delivery.next_number
        attempt = Attempt(
            number=number, started=started, seconds=0.0, phase="prepare", error=why, trigger=claimed.delivery.trigger
        )
        return Outcome(attempt=attempt, kind="dead")

    def _next(self, decision: Decision) -> float | None:
        return round(self._clock() + decision.wait, 3) if decision.kind == "retry" else None


def _tls(claimed: Claimed) -> TlsOptions | None:
    endpoint = claimed.endpoint
    if not (endpoint.ca_file or endpoint.cert_file):
        return None
    paths = (Path(name) if name else None for name in (endpoint.ca_file, endpoint.cert_file, endpoint.key_file))
    return TlsOptions(*paths)
