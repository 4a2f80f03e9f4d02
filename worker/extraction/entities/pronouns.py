"""Pronouns: who "he", "her", "it" and "their" are, or nothing where two could be.

Persons are ranked by the salience factors of Lappin and Leass (1994), halved with every sentence; the winner must lead
clearly. "It" and "they" are resolved only to the subject of a clause above them, or of the sentence before in a row of
announcements.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from worker.extraction.columns import Columns
from worker.extraction.entities import lexicon, strangers
from worker.extraction.entities.arcs import SUBJECTS, co_argument, role, subject_above
from worker.extraction.entities.names import Line
from worker.extraction.entities.references import Reference
from worker.extraction.entities.things import Thing

# Lappin and Leass 1994, table 1: recency of the sentence, then emphasis by grammatical role.
RECENT = 100.0
EMPHASIS = {"nsubj": 80.0, "nsubjpass": 80.0, "dobj": 50.0, "dative": 40.0, "agent": 60.0, "attr": 50.0, "ROOT": 80.0}
OBLIQUE = 30.0
# Ours: the subject of a verb of saying is meant again in what it says; repetition counts; the leader's margin.
SPEAKER, REPEATED, MARGIN, FADED, UNKNOWN = 70.0, 0.25, 1.15, 20.0, 0.85
# The margin for "the German", which tells neither the gender nor anything that the text has said.
SURER = 1.35
PERSONAL = {"m", "f"}
ACTORS = frozenset({"ORG", "GPE"})
# "It" opens a sentence, perhaps behind "However,".
OPENING = 2
SAYING, WEATHER = lexicon.closed("saying"), lexicon.closed("weather")
OPEN, STRAIGHT = "“", '"'
MARKS = frozenset({OPEN, "”", STRAIGHT})


class _Sentence(NamedTuple):
    """A sentence that was read: tokens ``[start, end)`` of a line, and the things met in that line."""

    columns: Columns
    at: dict[int, Thing]
    start: int
    end: int

    def subject(self) -> Thing | None:
        """Whom its main verb has for its subject."""
        columns = self.columns
        kids = columns.kids[columns.root(self.start, self.end)] if self.at else ()
        return next((self.at[kid] for kid in kids if columns.deps[kid] in SUBJECTS and kid in self.at), None)


@dataclass(slots=True)
class _Focus:
    """Who the text is about at a point: scores of persons, and the thing at each token of the current line."""

    columns: Columns
    scores: dict[Thing, float] = field(default_factory=dict)
    at: dict[int, Thing] = field(default_factory=dict)
    last: _Sentence | None = None
    strangers: set[Thing] = field(default_factory=set)

    def named(self, i: int) -> Thing | None:
        """The thing that a noun stands for, by itself or by the name in apposition to it."""
        columns = self.columns
        places = (i, *(kid for kid in columns.kids[i] if columns.deps[kid] == "appos"))
        return next((self.at[place] for place in places if place in self.at), None)

    def fade(self) -> None:
        self.scores = {thing: score / 2 for thing, score in self.scores.items() if score / 2 >= FADED}

    def meet(self, thing: Thing, i: int) -> None:
        self.at[i] = thing
        if thing.type == "PERSON":
            weight = RECENT + EMPHASIS.get(role(self.columns, i), OBLIQUE)
            self.scores[thing] = weight + REPEATED * self.scores.get(thing, 0)


@dataclass(slots=True)
class _Scene:
    """A line as pronouns are read in it: names and nominals by first token, with their heads, and what is quoted."""

    line: Line
    here: dict[int, tuple[int, Thing]]
    heads: set[int]
    quoted: set[int]
    # The persons named in the paragraph before.
    before: set[Thing]
    # Whether anybody is told by an age.
    ages: bool

    def of_age(self, i: int) -> tuple[int, Thing] | None:
        """Where "the 24-year-old trader" begins that ends at a token, and the one person named so far who may be meant."""
        start = strangers.aged(self.line, i) if self.ages and i not in self.heads else None
        if start is None:
            return None
        named = {thing for at, (_, thing) in self.here.items() if at < start and thing.type == "PERSON"} or self.before
        return (start, next(iter(named))) if len(named) == 1 else None

    def places(self) -> list[int]:
        """The tokens that may stand for somebody: names and nominals, pronouns, nouns for people."""
        line, words = self.line, _standing_for_people()
        found = {i for i, word in enumerate(line.lowers) if word in words}
        if "-" in line.words:  # of "runner-up" the first part tells
            found.update(i + 1 for i, word in enumerate(line.words[:-1]) if word == "-")
        return sorted(found | self.here.keys())


@cache
def _standing_for_people() -> frozenset[str]:
    return frozenset(lexicon.table("pronouns.tsv")) | strangers.nouns()


def add_pronouns(lines: list[Line], things: list[Thing]) -> None:
    """Give each thing the pronouns that surely stand for it."""
    known = _known(things)
    focus, persons = None, set[Thing]()
    for i, line in enumerate(lines):
        here = known.get(i, {})
        scene = _Scene(line, here, {head for head, _ in here.values()}, _quoted(line), persons, "old" in line.lowers)
        focus = focus or _Focus(line.columns)
        focus.columns, focus.at = line.columns, {}
        places = scene.places()
        for start, end in pairwise([*line.sentences, len(line.words)]):
            focus.fade()
            _read(scene, places[bisect_left(places, start) : bisect_left(places, end)], start, focus)
            focus.last = _Sentence(line.columns, focus.at, start, end)
        persons = {thing for _, thing in here.values() if thing.type == "PERSON"}
    things[:] = [thing for thing in things if thing.names]


def _known(things: list[Thing]) -> dict[int, dict[int, tuple[int, Thing]]]:
    """Names and nominals by line and first token."""
    found: dict[int, dict[int, tuple[int, Thing]]] = {}
    for thing in things:
        nominals = (reference for reference in thing.references if reference.kind == "nominal")
        places = [(name.line, name.start, name.end) for name in thing.names]
        for line, start, end in (*places, *((r.line, r.start, r.end) for r in nominals)):
            found.setdefault(line.paragraph.number, {})[start] = (line.columns.root(start, end), thing)
    return found


def _read(scene: _Scene, places: list[int], start: int, focus: _Focus) -> None:
    """Read the tokens of a sentence that may stand for somebody."""
    line, here, table = scene.line, scene.here, lexicon.table("pronouns.tsv")
    banned = None
    for i in places:
        if i in here:
            head, thing = here[i]
            focus.meet(_one_of(thing, line, head, focus) or thing, head)
        elif (aged := scene.of_age(i)) is not None:
            begun, person = aged
            person.references.append(Reference(line, begun, i + 1, "nominal"))
            focus.meet(person, i)
        elif i not in scene.heads and (unnamed := strangers.stranger(line, i)) is not None:
            focus.strangers.add(unnamed)
            focus.meet(unnamed, i)
        elif (kind := table.get(line.lowers[i])) is not None:
            if kind in PERSONAL:
                banned = banned or _banned(scene, places)
                meant = _person(i, kind, focus, banned[i in scene.quoted])
            else:
                meant = _collective(i, start, kind, focus)
            if meant is not None:
                meant.references.append(Reference(line, i, i + 1, "pronoun"))
                focus.meet(meant, i)


def _banned(scene: _Scene, places: list[int]) -> tuple[set[Thing], set[Thing]]:
    """Whom no pronoun of a sentence means outside its quotations, and whom none means inside: who speaks there."""
    inside = [scene.here[i] for i in places if i in scene.here]
    outside = [(head, thing) for head, thing in inside if head not in scene.quoted]
    speakers = {thing for head, thing in outside if role(scene.line.columns, head) in SUBJECTS}
    quoted = {thing for head, thing in inside if head in scene.quoted}
    return quoted - {thing for _, thing in outside}, speakers


def _one_of(people: Thing, line: Line, i: int, focus: _Focus) -> Thing | None:
    """The person whom "the German" stands for, when one leads; the name is then no longer the people's."""
    if people.type != "NORP" or not strangers.is_one_of_a_people(line, i):
        return None
    name = line.owner[i]
    country = name.listed.country if name is not None and name.listed is not None else None
    ranked = sorted(
        (pair for pair in _ranked(i, "", focus, set(), None) if not strangers.conflicts(pair[1], country)),
        key=lambda pair: -pair[0],
    )
    if name is None or not ranked or (len(ranked) > 1 and ranked[0][0] < SURER * ranked[1][0]):
        return None
    winner = ranked[0][1]
    if winner in focus.strangers:
        return None
    winner.references.append(Reference(line, i - 1, i + 1, "nominal"))
    people.names.remove(name)
    return winner


def _quoted(line: Line) -> set[int]:
    """Tokens between quotation marks."""
    found: set[int] = set()
    inside, since = False, 0
    for i in [i for i, word in enumerate(line.words) if word in MARKS]:
        if inside:
            found.update(range(since, i))
        inside, since = line.words[i] == OPEN or (line.words[i] == STRAIGHT and not inside), i + 1
    return found.union(range(since, len(line.words))) if inside else found


def _person(i: int, gender: str, focus: _Focus, banned: set[Thing]) -> Thing | None:
    above = subject_above(focus.columns, i)
    ranked = sorted(_ranked(i, gender, focus, banned, above), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] < MARGIN * ranked[1][0]):
        return None
    winner = ranked[0][1]
    if winner in focus.strangers:
        return None
    if winner.gender is None:  # who has been "she" once is no "he" later
        winner.gender = gender
    return winner


def _ranked(i: int, gender: str, focus: _Focus, banned: set[Thing], above: int | None) -> Iterator[tuple[float, Thing]]:
    other = co_argument(focus.columns, i)
    excluded = focus.at.get(other) if other is not None else None
    preferred = focus.at.get(above) if above is not None else None
    for thing, score in focus.scores.items():
        if thing is excluded or thing in banned or (gender and thing.gender not in (None, gender)):
            continue
        yield (score + (SPEAKER if thing is preferred else 0)) * (1 if thing.gender else UNKNOWN), thing


def _collective(i: int, start: int, kind: str, focus: _Focus) -> Thing | None:
    columns = focus.columns
    if _is_empty(columns, i):
        return None
    above = subject_above(columns, i)
    if above is not None:
        thing = focus.named(above)
        return thing if thing is not None and _agrees(thing, columns, above, kind) else None
    if kind != "n" or not _goes_on(columns, i, start):
        return None
    subject = focus.last.subject() if focus.last is not None else None
    return subject if subject is not None and subject.type in ACTORS else None


def _goes_on(columns: Columns, i: int, start: int) -> bool:
    """Whether "it" or "its" goes on with the subject of the sentence before: "Its president said", "It signed"."""
    if columns.deps[i] not in SUBJECTS:
        return i == start and columns.deps[i] == "poss"
    verb = columns.heads[i]
    lemma = columns.lemmas[verb]
    return (i - start <= OPENING and columns.deps[verb] == "ROOT" and lemma != "be") or lemma in SAYING


def _is_empty(columns: Columns, i: int) -> bool:
    """Whether "it" stands for nothing: "it is clear why", "it seems that"."""
    if columns.lowers[i] != "it" or columns.deps[i] not in SUBJECTS:
        return False
    verb = columns.heads[i]
    if columns.lemmas[verb] in WEATHER:
        return True
    after = (columns.lemmas[kid] for kid in columns.kids[verb] if kid > i)
    return columns.lemmas[verb] == "be" and any(lemma in lexicon.words("pleonastic.txt") for lemma in after)


def _agrees(thing: Thing, columns: Columns, i: int, kind: str) -> bool:
    if any(columns.deps[kid] == "conj" for kid in columns.kids[i]):
        return False
    if kind == "p":
        return thing.type in {"NORP", "ORG"}
    return thing.type not in {"PERSON", "NORP"}
