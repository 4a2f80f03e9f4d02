"""A place where an entity is meant without its name."""

from dataclasses import dataclass
from typing import Literal

from worker.extraction.entities.names import Line


@dataclass(slots=True, eq=False)
class Reference:
    """Tokens ``[start, end)`` of a line that stand for an entity."""

    line: Line
    start: int
    end: int
    kind: Literal["nominal", "pronoun", "appositive"]
