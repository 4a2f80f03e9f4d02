"""What the rules hand to one another: a cue with what hangs on it, and a quote before its speaker is resolved."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from worker.contract.facts import SpeakerResolution


@dataclass(slots=True, eq=False)
class Cue:
    """A reporting word: the token, its uses, who speaks, to whom, and where it was said or written.

    ``last`` is the last token that its clause can reach, where another report begins behind it.
    """

    token: Token
    uses: frozenset[str]
    start: int
    end: int
    subject: Token | None = None
    hearer: Token | None = None
    medium: Token | None = None
    complement: Token | None = None
    last: int | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """A quote in the making; offsets of the whole text."""

    start: int
    end: int
    type: Literal["direct", "indirect", "mixed"]
    cue: Cue | None
    how: str
    speaker: Token | None = None
    resolution: SpeakerResolution = "none"
    direct: tuple[int, int] | None = None
    marks: bool = False
    medium: Token | None = None
