"""When, where and what for: the adjuncts of a clause, from its own words only."""

from dataclasses import dataclass

from worker.contract.facts import Argument, Entity, Time
from worker.extraction.document import Document
from worker.extraction.found import Found, Places
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.phrases import Stretch
from worker.extraction.statements.tree import Tree, Word, is_infinitive

PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
NO_TIME_BEFORE = frozenset(("of", "than", "'s", "’s"))
# "Sentenced to six years", "put at six years": a measure, not how long it took.
NO_DURATION_BEFORE = frozenset(("to", "at", "by", "from"))


@dataclass(slots=True)
class Surroundings:
    """What the other rooms found, by where it stands."""

    document: Document
    found: Found
    times: Places[Time]
    quantities: Places[str]
    entities: dict[str, Entity]

    def is_place(self, start: int, end: int) -> bool:
        """Whether a place is named inside ``[start, end)``."""
        return any(
            self.entities[i].type in PLACE_TYPES for i in self.found.entity_ids((start, end)) if i in self.entities
        )

    def argument(self, tree: Tree, stretch: Stretch | None) -> Argument | None:
        """A stretch of words as an argument."""
        if stretch is None:
            return None
        span = self.document.between(*tree.offsets(*stretch))
        return Argument(text=span.text, entities=self.found.entity_ids(span), span=span)


def surroundings(document: Document, found: Found) -> Surroundings:
    """Index what has been found so far."""
    return Surroundings(
        document,
        found,
        Places((t.start, t.end, t) for t in found.times),
        Places((q.start, q.end, q.id) for q in found.quantities),
        {e.id: e for e in found.entities},
    )


def find_times(
    tree: Tree, clause: Clause, own: list[Stretch], target: Stretch | None, around: Surroundings
) -> tuple[str, ...]:
    """Ids of the times at which the clause puts what it says."""
    if not around.found.times:
        return ()
    ids: list[str] = []
    for first, last in own:
        start, end = tree.offsets(first, last)
        times = around.times.inside(start, end)
        ids.extend(time.id for time in times if _dates_clause(tree, clause, time, target))
    return tuple(dict.fromkeys(ids))


def _dates_clause(tree: Tree, clause: Clause, time: Time, target: Stretch | None) -> bool:
    inside = [w for w in tree.words if w.start < time.end and w.end > time.start] if time.type != "SET" else []
    if not inside:
        return False
    top = next((w for w in inside if w.head not in inside), inside[-1])
    if top.dep in {"nsubj", "nsubjpass", "poss", "compound", "amod", "nummod", "attr", "dobj"}:
        return False
    before = top.head if top.dep in {"pobj", "pcomp"} else top
    if before.lower in NO_TIME_BEFORE or (time.type == "DURATION" and before.lower in NO_DURATION_BEFORE):
        return False
    if time.type == "DURATION" and before.head not in {clause.verb, clause.head}:
        return False
    if target is not None and target[0] <= top.i <= target[1]:
        return top.dep == "pobj" and before.lower in {"on", "in"} and before.i > target[0] and inside[-1].i == target[1]
    return True


def find_place(
    tree: Tree, clause: Clause, own: list[Stretch], around: Surroundings
) -> tuple[Argument | None, Word | None]:
    """Where the clause puts what it says, with the preposition: its own place first, then one at the end of its object."""
    preps = [
        c
        for verb in {clause.verb: None, clause.head: None}
        for c in verb.kids("prep")
        if c.lower in words("place-preps")
    ]
    inner = (w for first, last in own if first > clause.verb.i for w in tree.words[first : last + 1])
    preps += [w for w in inner if w.dep == "prep" and w not in preps and w.lower in {"in", "at", "near", "outside"}]
    for prep in preps:
        noun = prep.child("pobj")
        if noun is not None and _names_place(tree, prep, noun, around):
            return around.argument(tree, (noun.left, noun.cut)), prep
    where = any(c.lower == "where" for c in clause.head.kids("advmod"))
    if where and clause.head.dep == "relcl":
        return around.argument(tree, (clause.head.head.left, clause.head.head.cut)), None
    return None, None


def _names_place(tree: Tree, prep: Word, noun: Word, around: Surroundings) -> bool:
    if prep.head.lower in words("time-nouns"):
        return False
    if noun.lower in words("place-nouns") or (noun.pos == "PROPN" and prep.lower in {"outside", "inside", "near"}):
        return True
    of = next((c for c in noun.kids("prep") if c.lower == "of" and c.i == noun.i + 1), None)
    start, end = tree.offsets(max(noun.left, noun.i - 3), of.cut if of is not None else noun.i)
    return noun.pos == "PROPN" and around.is_place(start, end)


def without_place(target: Stretch | None, place: Argument | None, prep: Word | None) -> Stretch | None:
    """The object without the place that ends it: "leaders in the region" met in the region."""
    if target is None or place is None or prep is None or not target[0] < prep.i <= target[1]:
        return target
    noun = prep.child("pobj")
    return (target[0], prep.i - 1) if noun is not None and noun.cut >= target[1] - 1 else target


def find_purpose(tree: Tree, clause: Clause, around: Surroundings) -> str | None:
    """The infinitive of purpose that hangs on the clause."""
    for child in clause.verb.children:
        if child.dep == "advcl" and is_infinitive(child) and child.i > clause.verb.i and not child.child("nsubj"):
            start, end = tree.offsets(child.left, child.cut)
            return around.document.text[start:end]
    return None
