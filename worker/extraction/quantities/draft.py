"""A quantity while it is being read; offsets are into the paragraph."""

from dataclasses import dataclass

from worker.contract.facts import Change, QuantityKind, UnitKind
from worker.extraction.quantities.nouns import Counted
from worker.extraction.quantities.numerals import Numeral

RIGHT: dict[UnitKind, float] = {"percent": 0.98, "currency": 0.93, "age": 0.8, "count": 0.75, "other": 0.75}
MEASURED = 0.96
BARE = 0.3


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
    alone: bool = False
    # What another number was before, and the number that this one was before.
    past: bool = False
    earlier: "Draft | None" = None

    @property
    def bare(self) -> bool:
        """Whether neither unit nor noun was found."""
        return not self.unit

    @property
    def whole(self) -> bool:
        """Whether it can be a count: things and people come in whole numbers, or in rounded millions."""
        return self.value is None or float(self.value).is_integer()

    @property
    def confidence(self) -> float:
        """The share of quantities like it with value and unit right (NewsQuant's development half)."""
        return BARE if self.bare else RIGHT.get(self.unit_kind, MEASURED)
