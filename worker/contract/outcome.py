"""What one attempt came to, between the room that makes it and the handler that writes it down."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from worker.contract.delivery import Attempt


class Outcome(BaseModel):
    """The attempt, and what follows: after ``wait`` seconds another, or none; ``pause`` holds the whole endpoint.

    ``gone`` says why the endpoint is to be disabled; empty when it is not.
    """

    model_config = ConfigDict(frozen=True)

    attempt: Attempt
    kind: Literal["delivered", "retry", "dead", "gone"]
    wait: float = 0.0
    pause: float = 0.0
    gone: str = ""
