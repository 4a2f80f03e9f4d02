"""The statements of an article: every clause of every sentence, read, judged and attributed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from worker.contract.facts import Argument, Attribution, Span, Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.statements.adjuncts import (
    Surroundings,
    find_place,
    find_purpose,
    find_times,
    surroundings,
    without_place,
    without_time,
)
from worker.extraction.statements.arguments import Frame, read_frame
from worker.extraction.statements.attribution import attribute
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Factuality, judge
from worker.extraction.statements.lexicon import words
from worker.extraction.statements.objects import small_clause
from worker.extraction.statements.omitted import is_untold, says_nothing, serves_purpose
from worker.extraction.statements.parse import read_trees
from worker.extraction.statements.phrases import Stretch, has_idiom
from worker.extraction.statements.reading import read_clauses
from worker.extraction.statements.roles import Apposition, read_appositions
from worker.extraction.statements.speakers import Speakers
from worker.extraction.statements.tree import Tree, Word, is_infinitive
from worker.extraction.statements.worth import weigh

# The share of appositions that were right on CaRB's development half.
ROLE_CONFIDENCE = 0.6
UNSTATED = Argument(text="(unstated)")
# What a clause may be said to be so that a relative clause inside it is no news either.
HYPOTHETICAL = frozenset(("conditional", "questioned"))
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Arcs whose words belong to the clause that they hang on.
OWN = frozenset(
    [
        "dobj",
        "attr",
        "acomp",
        "prep",
        "agent",
        "dative",
        "prt",
        "advmod",
        "npadvmod",
        "xcomp",
        "oprd",
        "ccomp",
        "neg",
        "aux",
        "auxpass",
        "pcomp",
        "pobj",
        "expl",
    ]
)


def find_statements(document: Document, found: Found) -> tuple[Statement, ...]:
    """Who did what to whom, clause by clause.

    Args:
        document: the parsed text.
        found: the times, entities, quotes and quantities of the same text.

    Returns:
        The statements in the order of the text, numbered from ``s1``.
    """
    reader = _Reader(document, found)
    return tuple(statement for tree in read_trees(document) for statement in reader.sentence(tree))


@dataclass(slots=True)
class _Reading:
    """One clause while it is read."""

    tree: Tree
    clause: Clause
    frame: Frame
    own: list[Stretch]


class _Reader:
    """Reads sentences against what the other rooms found."""

    def __init__(self, document: Document, found: Found) -> None:
        self._document = document
        self._found = found
        self._around: Surroundings = surroundings(document, found)
        self._speakers = Speakers(self._around, found)
        self._quotes = self._speakers.quotes
        self._number = 1

    def sentence(self, tree: Tree) -> Iterator[Statement]:
        """The statements of a sentence, numbered on from those before it."""
        judged: dict[int, Factuality] = {}
        readings: list[tuple[int, Callable[[], Statement | None]]] = [
            (clause.verb.i, partial(self._statement, tree, clause, *self._judge(tree, clause, judged)))
            for clause in read_clauses(tree)
        ]
        readings += [(role.at.i, partial(self._role, tree, role)) for role in read_appositions(tree)]
        for _, read in sorted(readings, key=itemgetter(0)):
            statement = read()
            if statement is not None:
                self._number += 1
                yield statement

    def _judge(self, tree: Tree, clause: Clause, judged: dict[int, Factuality]) -> tuple[Factuality, Factuality | None]:
        """What is said of the clause, and of the one above it."""
        above = judged.get(clause.parent.head.i) if clause.parent is not None else None
        judged[clause.head.i] = facts = judge(tree, clause, partial(self._speakers.voices, tree, clause), above)
        clause.minor |= clause.head.dep == "relcl" and above is not None and above.modality in HYPOTHETICAL
        return facts, above

    def _statement(self, tree: Tree, clause: Clause, facts: Factuality, above: Factuality | None) -> Statement | None:
        if self._left_out(clause, facts, above):
            return None
        frame = read_frame(clause)
        if frame is None or not frame.relation:
            return None
        own = _own(clause)
        reading = _Reading(tree, clause, frame, [*own, frame.dated] if frame.dated is not None else own)
        statement = self._build(reading, facts)
        return None if says_nothing(tree, clause, statement) else statement

    def _left_out(self, clause: Clause, facts: Factuality, above: Factuality | None) -> bool:
        """Reporting clauses, whose content is the news, verbs that only lend belief, and what is not told as a fact."""
        if clause.head.dep == "parataxis" and clause.verb.lemma in words("announcing"):
            return True
        acts = clause.verb.lemma in words("speech-acts") or small_clause(clause.verb) is not None
        if self._quotes.cued_by(clause.verb.start) is not None and not acts:
            return True
        if clause.silent and clause.verb.child("ccomp", "xcomp") is not None:
            return True
        subject = clause.subject
        if clause.passive and subject is not None and subject.lower == "it" and clause.verb.child("ccomp") is not None:
            return True
        if is_untold(clause, facts, above) or (
            serves_purpose(clause) and self._quotes.cued_by(clause.head.head.start) is None
        ):
            return True
        carried = (
            clause.verb.lemma in words("carried") and clause.verb.child("dobj") is None and not has_idiom(clause.verb)
        )
        return carried and subject is not None and subject.lemma in words("carriers") and clause.head.dep == "ROOT"

    def _build(self, reading: _Reading, facts: Factuality) -> Statement:
        tree, clause, frame = reading.tree, reading.clause, reading.frame
        subject = self._subject(reading)
        evidence = self._evidence(reading)
        place, prep = find_place(tree, clause, reading.own, self._around)
        frame.object = without_place(frame.object, place, prep)
        times = find_times(tree, clause, reading.own, frame.object, self._around)
        frame.object = without_time(tree, frame.object, times, self._around)
        target = self._around.argument(tree, frame.object)
        if target is not None and not any(c.isalnum() for c in target.text):
            target = None  # a smiley
        if self._scheduled(tree, clause, times):
            facts = Factuality(facts.polarity, "future", "planned")
        worth = weigh(tree, clause, frame, facts, (subject, target))
        return Statement(
            id=f"s{self._number}",
            subject=subject,
            relation=frame.relation,
            object=target,
            time=(times[0] if len(times) == 1 else times) if times else None,
            place=place,
            purpose=find_purpose(tree, clause, self._around),
            polarity=facts.polarity,
            tense=facts.tense,
            modality=facts.modality,
            voice="passive" if frame.voice == "passive" else "active",
            attribution=self._attribution(tree, clause),
            quantities=self._quantities(reading),
            core=worth.core,
            evidence=(evidence,),
            confidence=worth.confidence,
        )

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

    def _subject(self, reading: _Reading) -> Argument:
        subject = self._around.argument(reading.tree, reading.frame.subject) or UNSTATED
        owner = () if subject.entities else self._owner(reading.tree, reading.clause)
        if owner:
            subject = subject.model_copy(update={"entities": owner})
        quote = self._speakers.quote_of(reading.clause)
        if quote is None or quote.speaker is None or reading.frame.voice == "passive":
            return subject
        resumed = subject.span is not None and self._speakers.resumed(reading.clause, quote)
        return subject.model_copy(update={"entities": (quote.speaker,)}) if resumed else subject

    def _owner(self, tree: Tree, clause: Clause) -> tuple[str, ...]:
        """Whom "whose" stands for ("Halberd, whose shares have risen"), or who is named before ("Noor, 29, a seamstress who escaped")."""
        noun, subject = clause.head.head, clause.subject
        if subject is None or clause.passive:
            return ()
        if subject.dep == "appos" and subject.pos == "NOUN" and subject.head.pos == "PROPN":
            return self._found.entity_ids((subject.head.start, subject.head.end))
        if clause.head.dep != "relcl":
            return ()
        if not any(c.lower == "whose" for c in subject.kids("poss")):
            return ()
        return self._found.entity_ids(tree.offsets(noun.left, max(noun.cut, noun.i)))

    def _attribution(self, tree: Tree, clause: Clause) -> Attribution | None:
        quote, reporting = self._speakers.quote_of(clause), self._speakers.reporting(clause)
        if quote is None and clause.accusation is None and reporting is not None:
            return Attribution(source=self._speakers.agent_of(tree, reporting), cue=reporting.verb.text)
        aside = self._speakers.aside(tree, clause) if quote is None and clause.accusation is None else None
        if aside is not None:
            return aside
        accuser = clause.parent if clause.accusation is not None else clause
        return attribute(quote, self._quotes, clause, self._speakers.agent_of(tree, accuser))

    def _evidence(self, reading: _Reading) -> Span:
        stretches = [*reading.own, *(s for s in (reading.frame.subject, reading.frame.object) if s is not None)]
        first, last = min(s[0] for s in stretches), max(s[1] for s in stretches)
        return self._document.between(*reading.tree.offsets(first, last))

    def _quantities(self, reading: _Reading) -> tuple[str, ...]:
        sentence = reading.tree.words
        if not self._around.quantities.inside(sentence[0].start, sentence[-1].end):
            return ()
        stretches = [*reading.own, *(s for s in (reading.frame.subject, reading.frame.object) if s is not None)]
        ids = [i for s in stretches for i in self._around.quantities.inside(*reading.tree.offsets(*s))]
        return tuple(dict.fromkeys(ids))

    def _role(self, tree: Tree, role: Apposition) -> Statement:
        subject, target = self._around.argument(tree, role.subject), self._around.argument(tree, role.description)
        evidence = self._document.between(
            *tree.offsets(min(role.subject[0], role.description[0]), max(role.subject[1], role.description[1]))
        )
        return Statement(
            id=f"s{self._number}",
            kind="role",
            subject=subject or UNSTATED,
            relation="be",
            object=target,
            polarity="+",
            tense="present",
            modality="asserted",
            attribution=None,
            evidence=(evidence,),
            confidence=ROLE_CONFIDENCE,
        )


def _own(clause: Clause) -> list[Stretch]:
    """The stretches of words that are the clause's own, each first and last word."""
    stretches: list[Stretch] = []
    for verb in {clause.head.i: clause.head, **{k.i: k for k in clause.kept}, clause.verb.i: clause.verb}.values():
        if verb is not clause.head or clause.verb.dep != "conj" or clause.verb is clause.head:
            stretches.append((verb.i, verb.i))
            stretches += _below(verb, clause)
    return stretches


def _below(verb: Word, clause: Clause) -> list[Stretch]:
    inside: list[Stretch] = []
    for child in verb.children:
        if child is clause.verb or child is clause.subject or child.lower in words("leading-away"):
            continue
        if child.dep == "prep" and _opens_clause(child):
            continue
        if child.dep in OWN and not (child.dep == "ccomp" and child.child("nsubj", "nsubjpass") and child.i < verb.i):
            inside.append((child.left, max(child.cut, child.i)))
        elif child.dep == "advcl" and is_infinitive(child) and child.i > verb.i:
            inside.append((child.left, child.cut))
    return inside


def _opens_clause(prep: Word) -> bool:
    """Whether a preposition opens a clause that is read by itself: "before finding that ..."."""
    return prep.lower in words("clause-preps") and any(c.tag == "VBG" for c in prep.kids("pcomp"))
