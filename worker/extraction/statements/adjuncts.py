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

# How deep a time may lie below the verb.
NESTED = 8


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
        named = self._named_beside(tree, stretch)
        ids = self.found.entity_ids(span)
        return Argument(text=span.text, entities=tuple(dict.fromkeys(named + ids)) if named else ids, span=span)

    def _named_beside(self, tree: Tree, stretch: Stretch) -> tuple[str, ...]:
        """Who a description is, where the name stands right behind it: "its finance director, Neil Farrow"."""
        last = tree.words[stretch[1]]
        if last.i + 1 >= len(tree.words) or tree.words[last.i + 1].pos != "PUNCT":
            return ()
        noun = next((w for w in tree.words[stretch[0] : last.i + 1] if not stretch[0] <= w.head.i <= last.i), last)
        name = noun.child("appos") if noun.pos in {"NOUN", "NUM"} else None
        if name is None or name.pos != "PROPN" or name.left != last.i + 2:
            return ()
        return self.found.entity_ids(tree.offsets(name.left, name.i))


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
    if not around.times.inside(tree.words[0].start, tree.words[-1].end):
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
    if _compares(clause, before) or before.lower in words("no-time-before"):
        return False
    if time.type == "DURATION" and not _lasts(clause, top, before):
        return False
    if target is not None and target[0] <= top.i <= target[1]:
        return top.dep == "pobj" and before.lower in {"on", "in"} and before.i > target[0] and inside[-1].i == target[1]
    return True


def _lasts(clause: Clause, top: Word, before: Word) -> bool:
    """Whether a length of time is the clause's own: not "sentenced to six years", not "after two days of talks"."""
    measured = before is not top and top.child("prep") is not None
    return (
        before.lower not in words("no-duration-before") and not measured and before.head in {clause.verb, clause.head}
    )


def _compares(clause: Clause, word: Word) -> bool:
    """Whether a time belongs to what is compared: "the highest since 2016", "down from 61 in the morning", "Leeds, the day before"."""
    if word.lower == "since" and (word.head.pos in {"NOUN", "PROPN"} or word.head.tag in {"JJS", "RBS"}):
        return True
    for _ in range(NESTED):
        if word.dep == "appos" or (word.lower in {"up", "down"} and word.child("prep") is not None):
            return True
        if word.lower == "from" and any(c.tag == "CD" or c.child("nummod") for c in word.kids("pobj")):
            return True
        if word is clause.verb or word is clause.head or word.head is word:
            return False
        word = word.head
    return False


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
    near = (w for w in inner if w.dep == "prep" and w not in preps and w.lower in {"in", "at", "near", "outside"})
    preps += [w for w in near if not _below_gerund(clause, w)]
    for prep in preps:
        noun = prep.child("pobj")
        if noun is not None and _names_place(tree, prep, noun, around):
            return around.argument(tree, _undated(tree, (noun.left, noun.cut), around)), prep
    where = any(c.lower == "where" for c in clause.head.kids("advmod"))
    if where and clause.head.dep == "relcl":
        return around.argument(tree, (clause.head.head.left, clause.head.head.cut)), None
    return None, None


def _below_gerund(clause: Clause, prep: Word) -> bool:
    """Whether a place is where something else was done: "accused it of closing polls in the south", "since his arrest in Rome"."""
    word = prep.head
    for _ in range(NESTED):
        if word in {clause.verb, clause.head} or word.head is word:
            return False
        if (word.dep in {"pcomp", "acl", "relcl"} and word.verbal) or word.lower in words("clause-preps"):
            return True
        word = word.head
    return False


def _names_place(tree: Tree, prep: Word, noun: Word, around: Surroundings) -> bool:
    if prep.head.lower in words("time-nouns") or prep.head.lower in words("sentences"):
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


def without_time(tree: Tree, target: Stretch | None, times: tuple[str, ...], around: Surroundings) -> Stretch | None:
    """The object without the day that ends it: "a ceasefire on Wednesday" was agreed on Wednesday."""
    return _undated(tree, target, around, times) if target is not None else None


def _undated(tree: Tree, stretch: Stretch, around: Surroundings, times: tuple[str, ...] | None = None) -> Stretch:
    """Words without the time, one of ``times`` where they are given, and its preposition at their end."""
    last = tree.words[stretch[1]]
    ending = around.times.inside(last.start, last.end + 1)
    dated = any((times is None or t.id in times) and t.start <= last.start < t.end for t in ending)
    prep = last.head if last.dep == "pobj" else last
    return (stretch[0], prep.i - 1) if dated and prep.dep == "prep" and prep.i > stretch[0] else stretch


def find_purpose(tree: Tree, clause: Clause, around: Surroundings) -> str | None:
    """The infinitive of purpose that hangs on the clause."""
    if clause.verb.lemma in {"be", "become", "remain"} or clause.verb.lemma in words("rallying"):
        return None
    for child in clause.verb.children:
        if child.dep == "advcl" and is_infinitive(child) and child.i > clause.verb.i and not child.child("nsubj"):
            start, end = tree.offsets(child.left, child.cut)
            return around.document.text[start:end]
    return None
