"""When, where and what for: the adjuncts of a clause, from its own words only."""

from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.phrases import Stretch
from worker.extraction.statements.surroundings import Dated, Nearby
from worker.extraction.statements.tree import Tree, Word, is_infinitive

# How deep a time may lie below the verb.
NESTED = 8
# Arcs of a verb whose days are not those of the verb above it; the day behind an infinitive is mostly both verbs'.
BELOW = frozenset(("pcomp", "advcl", "acl", "relcl"))
# Prepositions whose place may end the object of a clause.
ENDING = frozenset(("in", "at", "near", "outside"))


def find_times(near: Nearby, clause: Clause, own: list[tuple[int, int]], target: Stretch | None) -> tuple[str, ...]:
    """Ids of the times at which the clause puts what it says; ``own`` is where its own words stand in the text."""
    ids = [
        dated.time.id
        for start, end in own
        for dated in near.dated
        if start <= dated.time.start and dated.time.end <= end and _dates_clause(clause, dated, target)
    ]
    return tuple(dict.fromkeys(ids))


def _dates_clause(clause: Clause, dated: Dated, target: Stretch | None) -> bool:
    time, top, before, last = dated
    if _compares(clause, before):
        return False
    if time.type == "DURATION" and not _lasts(clause, top, before):
        return False
    if target is not None and target[0] <= top.i <= target[1]:
        return top.dep == "pobj" and before.lower in {"on", "in"} and before.i > target[0] and last == target[1]
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
        if word.dep in BELOW and word.verbal and word not in {clause.verb, clause.head} and not is_infinitive(word):
            return True  # "was criticised for attending a concert on Saturday"
        if word.lower == "from" and any(c.tag == "CD" or c.child("nummod") for c in word.kids("pobj")):
            return True
        if word is clause.verb or word is clause.head or word.head is word:
            return False
        word = word.head
    return False


def find_place(near: Nearby, clause: Clause, own: list[Stretch]) -> tuple[Word, Word] | None:
    """The preposition and the noun where the clause puts what it says: its own place first, then one at the end of its object."""
    if not near.places:
        return None
    verb, head = clause.verb, clause.head
    for upper in (verb, head):
        for prep, noun in near.places:
            if prep.head is upper:
                return prep, noun
    for first, last in own:
        for prep, noun in near.places if first > verb.i else ():
            if first <= prep.i <= last and prep.lower in ENDING and not _below_gerund(clause, prep):
                return prep, noun
    return None


def where_of(clause: Clause) -> Word | None:
    """The noun that "where" stands for: "the village where he was born"."""
    head = clause.head
    return head.head if head.dep == "relcl" and any(c.lower == "where" for c in head.kids("advmod")) else None


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


def without_place(target: Stretch | None, place: tuple[Word, Word] | None) -> Stretch | None:
    """The object without the place that ends it: "leaders in the region" met in the region."""
    if target is None or place is None:
        return target
    prep, noun = place
    ends = target[0] < prep.i <= target[1] and noun.cut >= target[1] - 1
    return (target[0], prep.i - 1) if ends else target


def undated(tree: Tree, stretch: Stretch, near: Nearby, times: tuple[str, ...] | None = None) -> Stretch:
    """Words without the time, one of ``times`` where they are given, and its preposition at their end.

    "A ceasefire on Wednesday" was agreed on Wednesday.
    """
    if not near.times:
        return stretch
    last = tree.words[stretch[1]]
    ending = (t for t in near.times if t.start == last.start < t.end <= last.end + 1)
    prep = last.head if last.dep == "pobj" else last
    dated = prep.dep == "prep" and prep.i > stretch[0] and any(times is None or t.id in times for t in ending)
    return (stretch[0], prep.i - 1) if dated else stretch


def find_purpose(clause: Clause) -> Stretch | None:
    """The infinitive of purpose that hangs on the clause."""
    if clause.verb.lemma in {"be", "become", "remain"} or clause.verb.lemma in words("rallying"):
        return None
    for child in clause.verb.children:
        if child.dep == "advcl" and is_infinitive(child) and child.i > clause.verb.i and not child.child("nsubj"):
            return child.left, child.cut
    return None
