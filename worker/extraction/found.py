"""What has been found so far: each kind of fact is handed the kinds before it and looks up what stands where."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Generic, TypeVar

from worker.contract.article import ArticleHead
from worker.contract.facts import Entity, MainEvent, Quantity, Quote, Span, Statement, Time

T = TypeVar("T")
START, END = itemgetter(0), itemgetter(1)


class Places(Generic[T]):
    """Things by where they stand in the text; spans may nest."""

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self._items = sorted(sorted(items, key=END, reverse=True), key=START)
        self._starts = [item[0] for item in self._items]
        self._longest = max([b - a for a, b, _ in self._items], default=0)

    def inside(self, start: int, end: int) -> list[T]:
        """All that lies wholly in ``[start, end)``, in the order of the text."""
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] >= end:
            return []
        last = bisect_left(self._starts, end, first)
        return [thing for _, b, thing in self._items[first:last] if b <= end]

    def covering(self, start: int, end: int) -> list[T]:
        """All that covers ``[start, end)`` wholly, the longest first."""
        first = bisect_left(self._starts, end - self._longest)
        last = bisect_right(self._starts, start)
        hits = [(b - a, thing) for a, b, thing in self._items[first:last] if end <= b] if first < last else []
        return [thing for _, thing in (sorted(hits, key=START, reverse=True) if len(hits) > 1 else hits)]


@dataclass
class Found:
    """The facts found so far in one article.

    ``extract`` fills it kind by kind in the order times, entities, quotes, quantities, statements; each kind may
    read what stands before it. A kind that failed stays empty.
    """

    head: ArticleHead
    published: date | None = None
    times: Sequence[Time] = ()
    entities: Sequence[Entity] = ()
    quotes: Sequence[Quote] = ()
    quantities: Sequence[Quantity] = ()
    statements: Sequence[Statement] = ()
    main_event: MainEvent | None = None
    _places: Places[str] | None = field(default=None, repr=False)

    def entity_ids(self, span: Span | tuple[int, int]) -> tuple[str, ...]:
        """Ids of the entities mentioned wholly inside a span, each once, in the order of the text."""
        if self._places is None:
            self._places = Places((m.start, m.end, e.id) for e in self.entities for m in e.mentions)
        start, end = (span.start, span.end) if isinstance(span, Span) else span
        inside = self._places.inside(start, end)
        return tuple(dict.fromkeys(inside) if len(inside) > 1 else inside)

    def set_entities(self, entities: Sequence[Entity]) -> None:
        """Take the entities (again): mentions may be added after the quotes are known."""
        self.entities, self._places = entities, None
