"""What the other rooms found, by where it stands, and words of a sentence as arguments with the entities in them."""

from dataclasses import dataclass
from typing import NamedTuple

from worker.contract.facts import Entity, Quantity, Time
from worker.extraction.document import Document
from worker.extraction.found import Found, Places
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.phrases import Stretch
from worker.extraction.statements.tree import Tree, Word

PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
# What a time is that the clause only names or measures something by.
UNDATING = frozenset(("nsubj", "nsubjpass", "poss", "compound", "amod", "nummod", "attr", "dobj"))


class Phrase(NamedTuple):
    """An argument as plain values: its words, the entities in them, and where it stands in the text."""

    text: str
    entities: tuple[str, ...] = ()
    span: tuple[int, int] | None = None

    def argument(self) -> dict[str, object]:
        """The fields of an ``Argument``."""
        span = {"start": self.span[0], "end": self.span[1], "text": self.text} if self.span is not None else None
        return {"text": self.text, "entities": self.entities, "span": span}


class Dated(NamedTuple):
    """A time that may date a clause: the word that the rest of it hangs on, the word before that one, and its last word."""

    time: Time
    top: Word
    before: Word
    last: int


@dataclass(slots=True)
class Nearby:
    """What the other rooms found in one sentence, in the order of the text; ``places`` are prepositions with a place."""

    times: list[Time]
    dated: list[Dated]
    quantities: list[Quantity]
    places: list[tuple[Word, Word]]


class Surroundings:
    """Looks up what has been found so far.

    Args:
        document: the parsed text.
        found: the times, entities and quantities of the same text.
    """

    def __init__(self, document: Document, found: Found) -> None:
        self.text = document.text
        self.entity_ids = found.entity_ids
        self.entities: dict[str, Entity] = {e.id: e for e in found.entities}
        self._times = Places((t.start, t.end, t) for t in found.times)
        self._quantities = Places((q.start, q.end, q) for q in found.quantities)

    def near(self, tree: Tree) -> Nearby:
        """What was found in a sentence."""
        start, end = tree.words[0].start, tree.words[-1].end
        times = self._times.inside(start, end)
        dated = [dated for time in times if time.type != "SET" and (dated := _dated(tree, time)) is not None]
        return Nearby(times, dated, self._quantities.inside(start, end), self._places(tree))

    def _places(self, tree: Tree) -> list[tuple[Word, Word]]:
        preps = [w for w in tree.words if w.dep == "prep" and w.children and w.lower in words("place-preps")]
        pairs = ((prep, prep.child("pobj")) for prep in preps)
        return [(prep, noun) for prep, noun in pairs if noun is not None and self._names_place(tree, prep, noun)]

    def _names_place(self, tree: Tree, prep: Word, noun: Word) -> bool:
        if prep.head.lower in words("time-nouns") or prep.head.lower in words("sentences"):
            return False
        if noun.lower in words("bare-offices") and noun.child("det", "poss") is None:
            return False
        if noun.lower in words("place-nouns") or (noun.pos == "PROPN" and prep.lower in {"outside", "inside", "near"}):
            return True
        if noun.pos != "PROPN":
            return False
        of = next((c for c in noun.kids("prep") if c.lower == "of" and c.i == noun.i + 1), None)
        start, end = tree.offsets(max(noun.left, noun.i - 3), of.cut if of is not None else noun.i)
        return any(self.entities[i].type in PLACE_TYPES for i in self.entity_ids((start, end)) if i in self.entities)

    def phrase(self, tree: Tree, stretch: Stretch | None) -> Phrase | None:
        """A stretch of words as an argument."""
        if stretch is None:
            return None
        span = tree.offsets(*stretch)
        named = self._named_beside(tree, stretch)
        ids = self.entity_ids(span)
        return Phrase(self.text[span[0] : span[1]], tuple(dict.fromkeys(named + ids)) if named else ids, span)

    def _named_beside(self, tree: Tree, stretch: Stretch) -> tuple[str, ...]:
        """Who a description is, where the name stands right behind it: "its finance director, Neil Farrow"."""
        first, last = stretch
        if last + 1 >= len(tree.words) or tree.words[last + 1].pos != "PUNCT":
            return ()
        noun = next((w for w in tree.words[first : last + 1] if not first <= w.head.i <= last), tree.words[last])
        name = noun.child("appos") if noun.pos in {"NOUN", "NUM"} else None
        if name is None or name.pos != "PROPN" or name.left != last + 2:
            return ()
        return self.entity_ids(tree.offsets(name.left, name.i))


def _dated(tree: Tree, time: Time) -> Dated | None:
    inside = [w for w in tree.words if w.start < time.end and w.end > time.start]
    if not inside:
        return None
    top = next((w for w in inside if w.head not in inside), inside[-1])
    before = top.head if top.dep in {"pobj", "pcomp"} else top
    if top.dep in UNDATING or before.lower in words("no-time-before"):
        return None
    return Dated(time, top, before, inside[-1].i)
