"""A quantity while it is being read; offsets are into the paragraph."""

from dataclasses import dataclass

from worker.contract.facts import Change, QuantityKind, UnitKind
from worker.extraction.quantities.nouns import Counted
from worker.extraction.quantities.numerals import Numeral


@dataclass
class Draft:
    """What is known so far of one quantity."""

    start: int
    end: int
    number: Numeral
    value: float | None
    unit: str = ""
    unit_kind: UnitKind = "count"
    kind: QuantityKind = "count"
    min: float | None = None
    max: float | None = None
    approx: str | None = None
    change: Change = "="
    previous: float | None = None
    noun: Counted | None = None
    iso: str | None = None
    what: str | None = None
    within: "Draft | None" = None
    confidence: float = 0.9
    alone: bool = False

    @property
    def bare(self) -> bool:
        """Whether neither unit nor noun was found."""
        return not self.unit
