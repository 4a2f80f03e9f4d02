"""What the parse ties a quantity to: the place of its clause, who did it, whether a time is the verb's own."""

from collections.abc import Iterator, Mapping

from worker.contract.facts import Time
from worker.extraction.found import Found
from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.lexicon import closed

PLACING = closed("placing")
PLACES = frozenset(["GPE", "LOC", "FAC"])
# Verbs that are joined share their place so far back.
CONJUNCTS = 4
# Heads between a number and its verb; deeper parses are wrong ones.
DEEPEST = 10


class Ties:
    """Look-up in one paragraph; offsets are into the whole text.

    Args:
        shift: where the paragraph begins.
        clause: its tokens.
        found: entities.
        types: of entities by id.
        closing: the entity whose mention ends at an offset.
    """

    def __init__(
        self, shift: int, clause: Clause, found: Found, types: Mapping[str, str], closing: Mapping[int, str]
    ) -> None:
        self.shift = shift
        self.clause = clause
        self._found = found
        self._types = types
        self._closing = closing
        self.columns = clause.columns

    def start(self, i: int) -> int:
        """Where a token begins."""
        return self.shift + self.columns.starts[i]

    def reach(self, i: int) -> tuple[int, int]:
        """Where what hangs on a token begins and ends."""
        return self.start(self.columns.left(i)), self.shift + self.columns.ends[self.columns.right(i)]

    def takes(self, kid: int, time: Time) -> bool:
        """Whether a time is what a word says, or hangs on it."""
        first = self.clause.at(time.start - self.shift)
        last = self.clause.after(time.end - self.shift)
        root = self.columns.root(first, last if last is not None else len(self.columns.starts))
        return kid in {root, self.columns.heads[root]}

    def where(self, verb: int, i: int) -> str | None:
        """The place of a clause, or of the clause that it is joined to."""
        deps, heads = self.columns.deps, self.columns.heads
        for _ in range(CONJUNCTS):
            place = self._placed(verb, i)
            head = heads[verb]
            if place is not None or deps[verb] != "conj" or head == verb or self.columns.tags[head] not in VERBS:
                return place
            verb = i = head
        return None

    def _placed(self, verb: int, i: int) -> str | None:
        for holder in self._holders(verb, i):
            for kid in self.columns.kids[holder]:
                if self.columns.deps[kid] == "prep" and self.columns.lowers[kid] in PLACING:
                    place = self._place(kid)
                    if place is not None:
                        return place
        return None

    def _holders(self, verb: int, i: int) -> Iterator[int]:
        """What a place may hang on: the verb, the number, what was done to, the event that did it."""
        yield verb
        yield i
        deps, kids = self.columns.deps, self.columns.kids[verb]
        yield from [kid for kid in kids if deps[kid] in {"dobj", "nsubjpass"}]
        for kid in kids:
            if deps[kid] == "nsubj" and self._first(kid) is None:
                yield kid

    def _place(self, preposition: int) -> str | None:
        noun = self.clause.child(preposition, "pobj")
        if noun is None:
            return None
        return next((name for name in self._named(noun) if self._types.get(name) in PLACES), None)

    def agent(self, verb: int, i: int) -> str | None:
        """Who did what was done to those counted."""
        deps, heads = self.columns.deps, self.columns.heads
        noun = heads[i] if deps[i] == "nummod" else i
        if not (self._under(i, verb, "dobj") or (deps[noun] == "nsubjpass" and heads[noun] == verb)):
            return None
        doer, by = self.clause.child(verb, "nsubj"), self.clause.child(verb, "agent")
        if doer is None and by is not None:
            doer = self.clause.child(by, "pobj")
        return self._first(doer) if doer is not None else None

    def _named(self, i: int) -> tuple[str, ...]:
        """The entities from the first word below a noun to the noun itself."""
        return self._found.entity_ids((self.start(self.columns.left(i)), self.shift + self.columns.ends[i]))

    def _first(self, i: int) -> str | None:
        """The entity that a noun itself names: not the place of "the flood at Port Varda" or of "a Texas man"."""
        return self._closing.get(self.shift + self.columns.ends[i])

    def _under(self, i: int, verb: int, dep: str) -> bool:
        heads, steps = self.columns.heads, 0
        while heads[i] not in {verb, i} and steps < DEEPEST:
            i, steps = heads[i], steps + 1
        return heads[i] == verb and self.columns.deps[i] == dep
