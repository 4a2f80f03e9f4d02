"""One paragraph's numbers with units, bounds and ranges."""

from operator import attrgetter

from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.exclude import no_quantity, part_of_time
from worker.extraction.quantities.fractions import fractions
from worker.extraction.quantities.numerals import Numeral, number_tokens, numerals
from worker.extraction.quantities.ranges import read_range
from worker.extraction.quantities.single import modify, read_single


def read_paragraph(text: str, clause: Clause) -> list[Draft]:
    """Every quantity of a paragraph in its order."""
    tokens = number_tokens(clause.columns)
    found = [f for f in fractions(text, clause, tokens) if not part_of_time(f.start, f.number.end, clause.times)]
    for fraction in found:
        modify(text, fraction)
    told = {at for fraction in found for at in range(fraction.start, fraction.number.end)}
    numbers = (n for n in numerals(text, clause.columns, tokens) if n.start not in told)
    waiting = [n for n in numbers if not part_of_time(n.start, n.end, clause.times)]
    i = 0
    while i < len(waiting):
        drafts, used = _read(text, waiting, i, clause)
        i += used
        for draft in drafts:
            timed = part_of_time(draft.number.start, draft.number.end, clause.times)
            if not timed and not no_quantity(text, draft.number, clause, draft.noun, bare=draft.bare):
                found.append(draft)
    return sorted(found, key=attrgetter("start", "end"))


def _read(text: str, waiting: list[Numeral], i: int, clause: Clause) -> tuple[list[Draft], int]:
    """The quantity or range that begins with a number, and how many numbers it took."""
    number = waiting[i]
    draft = read_single(text, number, clause)
    if i + 1 < len(waiting):
        joined = read_range(text, draft, waiting[i + 1], clause)
        if joined is not None:
            return joined, 2
    modify(text, draft, clause.stops)
    return [draft], 1
