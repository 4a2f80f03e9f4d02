"""MEANTIME: polarity, tense and participants of events (Minard et al., LREC 2016), on the events whose verb was found.

Only what lies before ``annotated_end`` is judged. Heads are read from one parse for gold and found spans alike, so that
"Chrysler, the car maker" and "Chrysler" are one participant.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from rejoin import Joined, join

from worker.contract.article import Article, ArticleHead
from worker.contract.facts import Span, Statement
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

# Verbs whose only argument undergoes what they say: PropBank's Arg1.
UNDERGOERS = frozenset(
    [
        "rise",
        "fall",
        "drop",
        "grow",
        "increase",
        "decrease",
        "decline",
        "die",
        "happen",
        "occur",
        "begin",
        "start",
        "open",
        "close",
        "end",
        "come",
        "go",
        "launch",
        "crash",
        "collapse",
        "arrive",
        "emerge",
        "exist",
        "remain",
        "be",
        "become",
        "appear",
        "cost",
        "total",
        "equal",
        "include",
        "result",
        "expire",
        "break",
        "change",
        "sell",
        "stand",
        "close",
        "last",
    ]
)
PREPOSITIONS = frozenset(
    [
        "about",
        "after",
        "against",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "over",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
    ]
)
RELATIVE = frozenset(("who", "whom", "which", "that"))
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "WDT", "JJ", "$"])


class Event(NamedTuple):
    """What is compared: negated or not, future or not, and the heads of agent and patient."""

    negative: bool
    future: bool
    participants: frozenset[tuple[int, str]]


class Counts:
    """Hits, given and asked of one question."""

    def __init__(self) -> None:
        self.hits = self.given = self.asked = 0

    def add(self, hits: int, given: int, asked: int) -> None:
        self.hits, self.given, self.asked = self.hits + hits, self.given + given, self.asked + asked

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.given + self.asked) if self.given + self.asked else 0.0


def measure_events(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """F1 of future, of negation and of participant heads on ``eval_dir/events``, and how many verbs were found."""
    future, negation, participants, heads = Counts(), Counts(), Counts(), Counts()
    with (eval_dir / "events" / "meantime-dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for gold, found in compare(json.loads(line), pipeline):
                heads.add(found is not None, 0, 1)
                if found is None:
                    continue
                future.add(gold.future and found.future, found.future, gold.future)
                negation.add(gold.negative and found.negative, found.negative, gold.negative)
                participants.add(
                    len(gold.participants & found.participants), len(found.participants), len(gold.participants)
                )
    return {
        "meantime_future_f1": future.f1,
        "meantime_negation_f1": negation.f1,
        "meantime_participant_f1": participants.f1,
        "meantime_verbs_found": heads.hits / heads.asked,
    }


def compare(record: dict[str, Any], pipeline: Pipeline) -> Iterable[tuple[Event, Event | None]]:
    """Each verbal gold event with what was found at the same head, or None."""
    joined = join(record["text"])
    sha = hashlib.sha256(joined.text.encode()).hexdigest()
    facts = extract(
        Article(head=ArticleHead(language="en", text_sha256=sha, chars=len(joined.text)), text=joined.text), pipeline
    )
    heads = Heads(joined, pipeline)
    found = _found(facts.statements, heads)
    for head, event in _gold(record, heads).items():
        yield event, found.get(head)


class Heads:
    """The head token of any stretch, by one parse of the whole text."""

    def __init__(self, joined: Joined, pipeline: Pipeline) -> None:
        self.joined = joined
        self._head: dict[int, int] = {}
        self._dep: dict[int, str] = {}
        self._antecedent: dict[int, int] = {}
        self.lemma: dict[int, str] = {}
        self.tag: dict[int, str] = {}
        offset = 0
        with pipeline.memory():
            paragraphs = joined.text.split("\n\n")
            for paragraph, (doc, _) in zip(paragraphs, pipeline.analyse(paragraphs), strict=True):
                self._read(doc, offset)
                offset += len(paragraph) + 2

    def _read(self, doc: Any, offset: int) -> None:
        for token in doc:
            i = self._index(offset + token.idx)
            self._head.setdefault(i, self._index(offset + token.head.idx))
            self._dep.setdefault(i, token.dep_)
            self.lemma.setdefault(i, token.lemma_)
            if token.lower_ in RELATIVE and token.head.dep_ == "relcl":
                self._antecedent[i] = self._index(offset + token.head.head.idx)
            self.tag.setdefault(i, token.tag_)

    def all_of(self, span: Span) -> list[int]:
        """The head of a stretch and the nouns that are joined to it."""
        inside = list(self.joined.indices(span.start, span.end))
        head = self.of(inside)
        joined = [head] if head is not None else []
        joined += [i for i in inside if self._dep.get(i) == "conj" and self._head.get(i) in joined]
        return joined

    def _index(self, start: int) -> int:
        touched = self.joined.indices(start, start + 1)
        return touched[0] if touched else -1

    def of(self, indices: Iterable[int]) -> int | None:
        """The token of a stretch whose own head lies outside it."""
        inside = [i for i in indices if i in self._head]
        for i in inside:
            if self._head[i] not in inside or self._head[i] == i:
                return self._antecedent.get(i, i)
        return None

    def of_original(self, start: int, end: int) -> int | None:
        """The same for offsets of the tokenised text."""
        return self.of(i for i, (a, b) in enumerate(self.joined.origins) if a < end and b > start)

    def of_span(self, span: Span) -> int | None:
        """The same for offsets of the joined text."""
        return self.of(self.joined.indices(span.start, span.end))


def _gold(record: dict[str, Any], heads: Heads) -> dict[int, Event]:
    events: dict[int, Event] = {}
    for event in record["events"]:
        head = heads.of_original(event["start"], event["end"])
        if event["polarity"] is None or head is None or event["start"] >= record["annotated_end"]:
            continue
        if not heads.tag[head].startswith("VB"):
            continue
        people = ((heads.of_original(p["start"], p["end"]), p["role"]) for p in event["participants"])
        kept = frozenset((i, role) for i, role in people if i is not None and role in {"Arg0", "Arg1"})
        events[head] = Event(event["polarity"] == "NEG", event["time"] == "FUTURE", kept)
    return events


def _found(statements: Iterable[Statement], heads: Heads) -> dict[int, Event]:
    events: dict[int, Event] = {}
    people: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for statement in statements:
        if statement.kind != "event":
            continue
        for verb in _verbs(statement, heads):
            people[verb] |= _participants(statement, heads)
            events[verb] = Event(statement.polarity == "-", statement.tense == "future", frozenset(people[verb]))
    return events


def _verbs(statement: Statement, heads: Heads) -> list[int]:
    """The tokens of the statement that its relation names."""
    words = set(statement.relation.split())
    evidence = statement.evidence[0]
    outside = {
        i
        for a in (statement.subject, statement.object)
        if a and a.span
        for i in heads.joined.indices(a.span.start, a.span.end)
    }
    here = [i for i in heads.joined.indices(evidence.start, evidence.end) if i not in outside]
    hits = [i for i in here if heads.tag.get(i, "").startswith("VB") and heads.lemma[i] in words]
    if len(statement.relation.split()) == 1 and hits:
        return hits[-1:]
    return hits


def _participants(statement: Statement, heads: Heads) -> set[tuple[int, str]]:
    """Agent and patient by PropBank's roles: what only undergoes or is, is Arg1; what a preposition brings is neither."""
    words = statement.relation.split()
    alone = words[0] == "be" or (words[0] in UNDERGOERS and (statement.object is None or words[-1] in PREPOSITIONS))
    subject, target = statement.subject.span, statement.object.span if statement.object else None
    if words[0] == "be" or words[-1] in PREPOSITIONS:
        target = None
    pairs = ((subject, "Arg1" if alone else "Arg0"), (target, "Arg1"))
    found = {(i, role) for span, role in pairs if span is not None for i in heads.all_of(span)}
    return {(i, role) for i, role in found if heads.tag[i] in NOUNS}
