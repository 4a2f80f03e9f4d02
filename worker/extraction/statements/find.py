"""The statements of an article: every clause of every sentence, read, judged and attributed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from worker.contract.facts import Attribution, Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.statements.adjuncts import (
    find_place,
    find_purpose,
    find_times,
    undated,
    where_of,
    without_place,
)
from worker.extraction.statements.arguments import Frame, read_frame
from worker.extraction.statements.attribution import attribute
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.complements import complement_of
from worker.extraction.statements.factuality import Factuality, judge
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.objects import small_clause
from worker.extraction.statements.omitted import is_untold, says_nothing, serves_purpose
from worker.extraction.statements.own_words import own_words
from worker.extraction.statements.parse import read_trees
from worker.extraction.statements.phrases import Stretch, has_idiom
from worker.extraction.statements.reading import read_clauses
from worker.extraction.statements.roles import Apposition, read_appositions
from worker.extraction.statements.speakers import Speakers
from worker.extraction.statements.surroundings import Nearby, Phrase, Surroundings
from worker.extraction.statements.tree import Tree, Word
from worker.extraction.statements.worth import weigh

# The fields of a statement, its number left out.
Fields = dict[str, Any]
# The share of appositions that were right on CaRB's development half.
ROLE_CONFIDENCE = 0.6
UNSTATED = Phrase("(unstated)")
# What a clause may be said to be so that a relative clause inside it is no news either.
HYPOTHETICAL = frozenset(("conditional", "questioned"))
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_statements(document: Document, found: Found) -> tuple[Statement, ...]:
    """Who did what to whom, clause by clause.

    Args:
        document: the parsed text.
        found: the times, entities, quotes and quantities of the same text.

    Returns:
        The statements in the order of the text, numbered from ``s1``.
    """
    reader = _Reader(document, found)
    rows = (fields for tree in read_trees(document) for fields in reader.sentence(tree))
    return tuple(Statement(id=f"s{number}", **fields) for number, fields in enumerate(rows, 1))


@dataclass(slots=True)
class _Reading:
    """One clause while it is read: ``own`` are its own words, ``places`` where they stand in the text, as far as it is asked."""

    tree: Tree
    near: Nearby
    clause: Clause
    frame: Frame
    own: list[Stretch]
    places: list[tuple[int, int]] = field(default_factory=list)

    def stretches(self) -> list[Stretch]:
        """Its own words with its subject and its object."""
        frame = self.frame
        return [*self.own, *(s for s in (frame.subject, frame.object) if s is not None)]


class _Reader:
    """Reads sentences against what the other rooms found."""

    def __init__(self, document: Document, found: Found) -> None:
        self._text = document.text
        self._found = found
        self._around = Surroundings(document, found)
        self._speakers = Speakers(self._around, found)
        self._quotes = self._speakers.quotes

    def sentence(self, tree: Tree) -> Iterator[Fields]:
        """The statements of a sentence, in the order of the text."""
        judged: dict[int, Factuality] = {}
        clauses = read_clauses(tree)
        near = self._around.near(tree) if clauses else None
        rows = [(clause.verb.i, self._clause(tree, near, clause, judged)) for clause in clauses if near is not None]
        rows += [(role.at.i, self._role(tree, role)) for role in read_appositions(tree)]
        return (fields for _, fields in sorted(rows, key=itemgetter(0)) if fields is not None)

    def _clause(self, tree: Tree, near: Nearby, clause: Clause, judged: dict[int, Factuality]) -> Fields | None:
        """The statement that a clause makes; ``judged`` is what is said of the clauses before it, and then of this one."""
        above = judged.get(clause.parent.head.i) if clause.parent is not None else None
        judged[clause.head.i] = facts = judge(tree, clause, partial(self._speakers.voices, tree, clause), above)
        clause.minor |= clause.head.dep == "relcl" and above is not None and above.modality in HYPOTHETICAL
        if self._left_out(tree, clause, facts, above):
            return None
        frame = read_frame(clause)
        if frame is None or not frame.relation:
            return None
        own = own_words(clause)
        return self._fields(_Reading(tree, near, clause, frame, [*own, frame.dated] if frame.dated else own), facts)

    def _left_out(self, tree: Tree, clause: Clause, facts: Factuality, above: Factuality | None) -> bool:
        """Reporting clauses, whose content is the news, verbs that only lend belief, and what is not told as a fact."""
        if clause.head.dep == "parataxis" and clause.verb.lemma in words("announcing"):
            return True
        cued = self._quotes.cued_by(clause.verb.start) is not None
        if cued and clause.verb.lemma not in words("speech-acts") and small_clause(clause.verb) is None:
            return True
        if clause.silent and clause.verb.child("ccomp", "xcomp") is not None:
            return True
        subject = clause.subject
        if subject is not None and subject.lower == "it" and clause.passive and clause.verb.child("ccomp") is not None:
            return True
        if is_untold(tree, clause, facts, above) or (
            serves_purpose(clause) and self._quotes.cued_by(clause.head.head.start) is None
        ):
            return True
        carried = (
            clause.verb.lemma in words("carried") and clause.verb.child("dobj") is None and not has_idiom(clause.verb)
        )
        return carried and subject is not None and subject.lemma in words("carriers") and clause.head.dep == "ROOT"

    def _fields(self, reading: _Reading, facts: Factuality) -> Fields | None:
        tree, near, clause, frame = reading.tree, reading.near, reading.clause, reading.frame
        whole = reading.stretches()
        subject = self._subject(reading)
        place = find_place(near, clause, reading.own)
        frame.object = without_place(frame.object, place)
        if near.dated or near.quantities:
            reading.places = [tree.offsets(*stretch) for stretch in reading.own]
        times = find_times(near, clause, reading.places, frame.object) if near.dated else ()
        frame.object = undated(tree, frame.object, near, times) if times and frame.object is not None else frame.object
        target = self._around.phrase(tree, frame.object)
        if target is not None and not any(c.isalnum() for c in target.text):
            target = None  # a smiley
        if says_nothing(tree, clause, frame.relation, (subject, target)):
            return None
        if times and self._scheduled(tree, clause, times):
            facts = Factuality(facts.polarity, "future", "planned")
        core, confidence = weigh(tree, clause, frame, facts, (subject, target))
        return {
            "subject": subject.argument(),
            "relation": frame.relation,
            "object": target.argument() if target is not None else None,
            "complement": self._complement(tree, clause) if target is not None else None,
            "time": (times[0] if len(times) == 1 else times) if times else None,
            "place": self._place(reading, place),
            "purpose": self._purpose(tree, clause),
            "polarity": facts.polarity,
            "tense": facts.tense,
            "modality": facts.modality,
            "voice": "passive" if frame.voice == "passive" else "active",
            "attribution": self._attribution(tree, clause),
            "quantities": _quantities(reading) if near.quantities else (),
            "core": core,
            "evidence": (self._evidence(tree, whole),),
            "confidence": confidence,
        }

    def _scheduled(self, tree: Tree, clause: Clause, times: tuple[str, ...]) -> bool:
        """Whether a verb in the present tells of a day to come, as fixtures do: "City play United on Sunday."."""
        published = self._found.published
        plain = clause.verb.tag in {"VBZ", "VBP"} and not clause.aux and clause.verb.lemma in words("fixtures")
        if not plain or tree.words[-1].pos != "PUNCT" or published is None:
            return False
        dated = (t for t in self._found.times if t.id in times and t.type in {"DATE", "TIME"})
        today = published.isoformat()
        return any(
            t.value[:10] > today or (t.value[:10] == today and t.type == "DATE") for t in dated if DAY.match(t.value)
        )

    def _subject(self, reading: _Reading) -> Phrase:
        subject = self._around.phrase(reading.tree, reading.frame.subject) or UNSTATED
        owner = () if subject.entities else self._owner(reading.tree, reading.clause)
        if owner:
            subject = subject._replace(entities=owner)
        quote = self._speakers.quote_of(reading.clause)
        if quote is None or quote.speaker is None or reading.frame.voice == "passive":
            return subject
        resumed = subject.span is not None and self._speakers.resumed(reading.clause, quote)
        return subject._replace(entities=(quote.speaker,)) if resumed else subject

    def _owner(self, tree: Tree, clause: Clause) -> tuple[str, ...]:
        """Whom "whose" stands for ("Halberd, whose shares have risen"), or who is named before ("Noor, 29, a seamstress who escaped")."""
        noun, subject = clause.head.head, clause.subject
        if subject is None:
            return ()
        if subject.dep == "appos" and subject.pos == "NOUN" and subject.head.pos == "PROPN":
            return self._found.entity_ids((subject.head.start, subject.head.end)) if not clause.passive else ()
        owned = clause.head.dep == "relcl" and any(c.lower == "whose" for c in subject.kids("poss"))
        if not owned or clause.passive:
            return ()
        return self._found.entity_ids(tree.offsets(noun.left, noun.cut))

    def _attribution(self, tree: Tree, clause: Clause) -> Attribution | None:
        quote = self._speakers.quote_of(clause)
        if quote is None and clause.accusation is None:
            reporting = self._speakers.reporting(clause)
            if reporting is not None:
                return Attribution(source=self._speakers.agent_of(tree, reporting), cue=reporting.verb.text)
            aside = self._speakers.aside(tree, clause)
            if aside is not None:
                return aside
        accuser = clause.parent if clause.accusation is not None else clause
        return attribute(quote, self._quotes, clause, partial(self._speakers.agent_of, tree, accuser))

    def _place(self, reading: _Reading, place: tuple[Word, Word] | None) -> Fields | None:
        tree = reading.tree
        noun = place[1] if place is not None else where_of(reading.clause)
        if noun is None:
            return None
        whole = (noun.left, noun.cut)
        phrase = self._around.phrase(tree, undated(tree, whole, reading.near) if place is not None else whole)
        return phrase.argument() if phrase is not None else None

    def _complement(self, tree: Tree, clause: Clause) -> Fields | None:
        stretch = complement_of(clause)
        phrase = self._around.phrase(tree, stretch) if stretch is not None else None
        return phrase.argument() if phrase is not None else None

    def _purpose(self, tree: Tree, clause: Clause) -> str | None:
        stretch = find_purpose(clause)
        return self._text[slice(*tree.offsets(*stretch))] if stretch is not None else None

    def _evidence(self, tree: Tree, stretches: list[Stretch]) -> Fields:
        start, end = tree.offsets(min(stretches)[0], max([last for _, last in stretches]))
        return {"start": start, "end": end, "text": self._text[start:end]}

    def _role(self, tree: Tree, role: Apposition) -> Fields:
        subject, target = self._around.phrase(tree, role.subject), self._around.phrase(tree, role.description)
        return {
            "kind": "role",
            "subject": (subject or UNSTATED).argument(),
            "relation": "be",
            "object": target.argument() if target is not None else None,
            "polarity": "+",
            "tense": "present",
            "modality": "asserted",
            "attribution": None,
            "evidence": (self._evidence(tree, [role.subject, role.description]),),
            "confidence": ROLE_CONFIDENCE,
        }


def _quantities(reading: _Reading) -> tuple[str, ...]:
    """Ids of the quantities in the clause's own words, its subject and its object."""
    frame, tree = reading.frame, reading.tree
    places = [*reading.places, *(tree.offsets(*s) for s in (frame.subject, frame.object) if s is not None)]
    ids = [q.id for start, end in places for q in reading.near.quantities if start <= q.start and q.end <= end]
    return tuple(dict.fromkeys(ids))
