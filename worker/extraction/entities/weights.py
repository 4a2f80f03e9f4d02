"""How much an entity matters to its article, and how sure it is."""

from collections.abc import Sequence

from worker.extraction.document import Document
from worker.extraction.entities import kinds
from worker.extraction.entities.names import Name
from worker.extraction.entities.references import Reference
from worker.extraction.entities.things import Thing

# Shares of salience: how often it is mentioned, how early, how often as a subject (after Dunietz and Gillick 2014, who
# found these three to carry most of the signal).
OFTEN, EARLY, ACTING = 0.4, 0.3, 0.3
# The share of right names on the development sets where the model stands alone, and where evidence backs it.
MEASURED = {"PERSON": (0.53, 0.84), "GPE": (0.42, 0.86), "LOC": (0.42, 0.8), "FAC": (0.5, 0.75), "ORG": (0.31, 0.71)}
OTHER, LISTED = (0.4, 0.6), 0.81
# Where the mentions disagree on the type, fewer are right.
CLEAR, AGREED, DISPUTED = 0.75, 1.0, 0.8
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def saliences(document: Document, things: Sequence[Thing]) -> list[float]:
    """A number from 0 to 1 for each thing, in the same order."""
    counts = [len(thing.names) + len(thing.references) for thing in things]
    most = max(counts, default=1)
    length = max(1, document.paragraphs[-1].end) if document.paragraphs else 1
    return [
        round(
            OFTEN * count / most
            + EARLY * (1 - thing.names[0].line.offsets(thing.names[0].start, thing.names[0].end)[0] / length)
            + ACTING * _subjects(thing) / count,
            3,
        )
        for thing, count in zip(things, counts, strict=True)
    ]


def _subjects(thing: Thing) -> int:
    places: list[Name | Reference] = [*thing.names, *thing.references]
    return sum([place.line.columns.deps[place.end - 1] in SUBJECTS for place in places])


def confidence(thing: Thing) -> float:
    """How likely the names of a thing and its type are right, as measured on the development sets (docs say how)."""
    if thing.listed_as(thing.type):
        return LISTED
    total, won = sum(thing.votes.values()), thing.votes.get(thing.type, 0)
    alone, backed = MEASURED.get(thing.type, OTHER)
    sure = backed if won > kinds.MODEL or thing.roles else alone
    return round(sure * (AGREED if won >= CLEAR * total else DISPUTED), 2)
