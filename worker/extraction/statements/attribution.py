"""Who answers for a clause: the speaker of the innermost quote it stands in, and through whom it reached us."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from worker.contract.facts import Attribution, Quote
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import hearsay


class Quotes:
    """The quotes of an article by where they stand."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._by_id = {q.id: q for q in quotes}
        self._cues = {q.cue.start: q for q in quotes if q.cue is not None}
        self._starts: list[int] = []
        self._innermost: list[Quote | None] = []
        self._sweep(quotes)

    def _sweep(self, quotes: Sequence[Quote]) -> None:
        """Cut the text at every border, and note for each piece the quote that began last and still runs."""
        opening = sorted(quotes, key=lambda q: (q.content.start, -q.content.end))
        running: list[tuple[int, int, Quote]] = []
        coming = 0
        for at in sorted({q.content.start for q in quotes} | {q.content.end for q in quotes}):
            while coming < len(opening) and opening[coming].content.start <= at:
                heappush(running, (-coming, opening[coming].content.end, opening[coming]))
                coming += 1
            while running and running[0][1] <= at:
                heappop(running)
            self._starts.append(at)
            self._innermost.append(running[0][2] if running else None)

    def at(self, offset: int) -> Quote | None:
        """The innermost quote that covers an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self._innermost[i] if i >= 0 else None

    def cued_by(self, offset: int) -> Quote | None:
        """The quote whose reporting word begins at an offset."""
        return self._cues.get(offset)

    def outer(self, quote: Quote) -> Quote | None:
        """The quote that a quote stands in."""
        return self._by_id.get(quote.inside) if quote.inside else None


def attribute(
    quote: Quote | None, quotes: Quotes, clause: Clause, accuser: Callable[[], str | None]
) -> Attribution | None:
    """The attribution of a clause, or None where the article itself says it; ``accuser`` tells who accuses or claims."""
    if quote is not None:
        outer = quotes.outer(quote)
        return Attribution(
            source=quote.speaker,
            via=outer.speaker if outer and outer.speaker != quote.speaker else None,
            to=quote.addressee,
            cue=quote.cue.text if quote.cue else None,
            quote=quote.id,
            time=quote.time,
        )
    if clause.accusation is not None:
        return Attribution(source=accuser(), cue=clause.accusation.text)
    told = [e for e in clause.effects if e.reported or e.spoken]
    if any(e.spoken for e in told) and clause.head.child("auxpass") is None:
        return Attribution(source=accuser(), cue=clause.head.text)
    adverbs = [c.lower for c in clause.verb.children if c.lower in hearsay()]
    if adverbs:
        return Attribution(cue=hearsay()[adverbs[0]])
    return Attribution(cue=clause.head.text if clause.head is not clause.verb else "reported") if told else None
