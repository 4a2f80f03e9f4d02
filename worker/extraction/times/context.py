"""What a relative time is read against: the publication date, the dates named before it, the tense of its verb."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Anchor = Literal["published", "text", "none"]
Type = Literal["DATE", "TIME", "DURATION", "SET"]
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MONTH = re.compile(r"(\d{4})-(\d\d)$")
YEAR = re.compile(r"(\d{4})(?:$|-[A-Z])")

FIXTURE = 2


class Reading(NamedTuple):
    """A time as a rule read it, without its place."""

    type: Type
    value: str
    mod: str | None = None
    anchor: Anchor = "none"
    confidence: float = 0.9


# A reading and where it stands in its paragraph.
Placed = tuple[int, int, Reading]


@dataclass
class Context:
    """Where the reading stands.

    Attributes:
        today: the publication date, else a date that the text opens with, else None.
        anchor: which of the two ``today`` is.
        direction: asked with an offset into the text, says -1 (the verb looks back), 1 (ahead), FIXTURE (a present
            tense: of a weekday it looks ahead) or 0.
        is_adverbial: asked with an offset, whether the word there stands by a verb and not before a noun.
        last: the date named last, with its precision (D, M or Y).
        sentence_day: the day named last in this sentence.
        dated: the date named last that told its year itself.
    """

    today: date | None
    anchor: Anchor
    direction: Callable[[int], int]
    is_adverbial: Callable[[int], bool]
    last: tuple[date, str] | None = None
    sentence_day: date | None = None
    dated: date | None = None
    at: int = field(default=0)

    def look(self) -> int:
        """The direction at the time being read: -1, 1 or 0."""
        found = self.direction(self.at)
        return 0 if found == FIXTURE else found

    def adverbial(self) -> bool:
        """Whether the time being read stands by a verb."""
        return self.is_adverbial(self.at)

    def weekday_ahead(self) -> bool:
        """Whether a weekday at the time being read is the next one."""
        return self.direction(self.at) > 0

    def reference(self) -> tuple[date | None, Anchor]:
        """What "the following year" counts from: the date named last, else today."""
        if self.last is not None:
            return self.last[0], "text"
        return self.today, self.anchor

    def note(self, reading: Reading) -> None:
        """Remember the date that was read."""
        if reading.type not in {"DATE", "TIME"}:
            return
        for pattern, unit in ((DAY, "D"), (MONTH, "M"), (YEAR, "Y")):
            match = pattern.match(reading.value)
            found = _date(match) if match else None
            if found is not None:
                self.last = (found, unit)
                self.dated = found if reading.anchor == "none" else self.dated
                self.sentence_day = found if unit == "D" else self.sentence_day
                return


def _date(match: re.Match[str]) -> date | None:
    parts = [int(part) for part in match.groups()]
    try:
        return date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        return None
