"""Pronouns: who "he", "her", "it" and "their" are, or nothing where two could be.

Persons are ranked by the salience factors of Lappin and Leass (1994), halved with every sentence; the winner must lead
clearly. "It" and "they" are resolved only to the subject of a clause above them, or of the sentence before in a row of
announcements.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from worker.extraction.entities import lexicon, strangers
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
SUBJECTS = ("nsubj", "nsubjpass")
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "conj", "relcl", "acl", "pcomp", "parataxis"})
PERSONAL = {"m", "f"}
ACTORS = frozenset({"ORG", "GPE"})
# "It" opens a sentence, perhaps behind "However,".
OPENING = 2
SAYING = frozenset(
    [
        "say",
        "add",
        "announce",
        "report",
        "deny",
        "note",
        "tell",
        "confirm",
        "warn",
        "claim",
        "insist",
        "state",
        "declare",
        "expect",
        "plan",
    ]
)
OPEN, CLOSE = "“", "”"


@dataclass(slots=True)
class _Focus:
    """Who the text is about at a point: scores of persons, and the thing at each token of the current line."""

    scores: dict[Thing, float] = field(default_factory=dict)
    at: dict[int, Thing] = field(default_factory=dict)
    subject: Thing | None = None
    strangers: set[Thing] = field(default_factory=set)

    def named(self, token: Token) -> Thing | None:
        """The thing that a noun stands for, by itself or by the name in apposition to it."""
        places = (token.i, *(child.i for child in token.children if child.dep_ == "appos"))
        return next((self.at[i] for i in places if i in self.at), None)

    def fade(self) -> None:
        self.scores = {thing: score / 2 for thing, score in self.scores.items() if score / 2 >= FADED}

    def meet(self, thing: Thing, token: Token) -> None:
        self.at[token.i] = thing
        if thing.type == "PERSON":
            weight = RECENT + EMPHASIS.get(_role(token), OBLIQUE)
            self.scores[thing] = weight + REPEATED * self.scores.get(thing, 0)


def add_pronouns(lines: list[Line], things: list[Thing]) -> None:
    """Give each thing the pronouns that surely stand for it."""
    known = _known(things)
    focus = _Focus()
    for i, line in enumerate(lines):
        here = known.get(i, {})
        focus.at = {}
        quoted = _quoted(line)
        for sentence in line.doc.sents:
            focus.fade()
            _read(line, sentence, here, focus, quoted)
    things[:] = [thing for thing in things if thing.names]


def _known(things: list[Thing]) -> dict[int, dict[int, tuple[Token, Thing]]]:
    """Names and nominals by line and first token."""
    found: dict[int, dict[int, tuple[Token, Thing]]] = {}
    for thing in things:
        places = [(name.line, name.start, name.end) for name in thing.names]
        places += [(r.line, r.start, r.end) for r in thing.references if r.kind == "nominal"]
        for line, start, end in places:
            found.setdefault(line.paragraph.number, {})[start] = (line.doc[start:end].root, thing)
    return found


def _read(line: Line, sentence: Tokens, here: dict[int, tuple[Token, Thing]], focus: _Focus, quoted: set[int]) -> None:
    table = lexicon.table("pronouns.tsv")
    inside = [here[i] for i in range(sentence.start, sentence.end) if i in here]
    speakers = {t for tok, t in inside if tok.i not in quoted and _role(tok) in SUBJECTS}
    known = {token.i for token, _ in here.values()}
    spoken_of = {t for tok, t in inside if tok.i in quoted} - {t for tok, t in inside if tok.i not in quoted}
    for i in range(sentence.start, sentence.end):
        if i in here:
            token, thing = here[i]
            holder = _one_of(thing, line, token, focus)
            focus.meet(holder or thing, token)
        elif i not in known and (unnamed := strangers.stranger(line, i)) is not None:
            focus.strangers.add(unnamed)
            focus.meet(unnamed, line.doc[i])
        elif line.lowers[i] in table:
            token = line.doc[i]
            kind = table[line.lowers[i]]
            banned = speakers if i in quoted else spoken_of
            thing_ = _person(token, kind, focus, banned) if kind in PERSONAL else _collective(token, kind, focus)
            if thing_ is not None:
                thing_.references.append(Reference(line, i, i + 1, "pronoun"))
                focus.meet(thing_, token)
    focus.subject = next(
        (focus.at[t.i] for t in sentence.root.children if t.dep_ in SUBJECTS and t.i in focus.at), None
    )


def _one_of(people: Thing, line: Line, token: Token, focus: _Focus) -> Thing | None:
    """The person whom "the German" stands for, when one leads; the name is then no longer the people's."""
    i = token.i
    if people.type != "NORP" or not strangers.is_one_of_a_people(line, i):
        return None
    name = line.owner[i]
    country = name.listed.country if name is not None and name.listed is not None else None
    ranked = sorted(
        (pair for pair in _ranked(token, "", focus, set(), None) if not strangers.conflicts(pair[1], country)),
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
    found, inside = set(), False
    for i, word in enumerate(line.words):
        if word in (OPEN, CLOSE, '"'):
            inside = word == OPEN or (word == '"' and not inside)
        elif inside:
            found.add(i)
    return found


def _role(token: Token) -> str:
    while token.dep_ == "conj":
        token = token.head
    return token.dep_


def _person(token: Token, gender: str, focus: _Focus, banned: set[Thing]) -> Thing | None:
    above = _subject_above(token)
    ranked = sorted(_ranked(token, gender, focus, banned, above), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] < MARGIN * ranked[1][0]):
        return None
    winner = ranked[0][1]
    if winner in focus.strangers:
        return None
    if winner.gender is None:  # who has been "she" once is no "he" later
        winner.gender = gender
    return winner


def _ranked(
    token: Token, gender: str, focus: _Focus, banned: set[Thing], above: Token | None
) -> Iterator[tuple[float, Thing]]:
    other = _co_argument(token)
    excluded = focus.at.get(other.i) if other is not None else None
    preferred = focus.at.get(above.i) if above is not None else None
    for thing, score in focus.scores.items():
        if thing is excluded or thing in banned or (gender and thing.gender not in (None, gender)):
            continue
        yield (score + (SPEAKER if thing is preferred else 0)) * (1 if thing.gender else UNKNOWN), thing


def _co_argument(token: Token) -> Token | None:
    """The subject of the verb that a pronoun is the object of: the two are not the same, unless it is reflexive."""
    if token.dep_ in SUBJECTS or token.dep_ == "poss" or token.lower_.endswith(("self", "selves")):
        return None
    verb = token.head
    while verb.dep_ in {"prep", "pobj", "dative", "agent", "pcomp"} and verb.head is not verb:
        verb = verb.head
    return _subject_of(verb)


def _subject_of(verb: Token) -> Token | None:
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    return subjects[-1] if subjects else None


def _subject_above(token: Token) -> Token | None:
    """The nearest subject that commands a pronoun: of its own clause for a possessive, of the clauses above else."""
    node, own = token.head, token
    for _ in range(8):
        subject = _subject_of(node)
        if subject is not None and subject is not own and subject.i < token.i and token not in subject.subtree:
            return subject
        controller = _controller(node)
        if controller is not None or node.head is node:
            return controller
        node = node.head
    return None


def _controller(verb: Token) -> Token | None:
    """The object that does what an infinitive says: "forced Acme to lower its prices"."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ == "promise":
        return None
    return next((child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i), None)


def _collective(token: Token, kind: str, focus: _Focus) -> Thing | None:
    if _is_empty(token):
        return None
    above = _subject_above(token)
    if above is not None:
        thing = focus.named(above)
        return thing if thing is not None and _agrees(thing, above, kind) else None
    if kind != "n" or token.dep_ not in SUBJECTS or focus.subject is None or focus.subject.type not in ACTORS:
        return None
    follows = token.i - token.sent.start <= OPENING and token.head.dep_ == "ROOT" and token.head.lemma_ != "be"
    return focus.subject if follows or token.head.lemma_ in SAYING else None


def _is_empty(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear why", "it seems that"."""
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    verb = token.head
    after = [child for child in verb.children if child.i > token.i]
    if verb.lemma_ in {"seem", "appear", "turn", "rain", "snow"}:
        return True
    return verb.lemma_ == "be" and any(child.lemma_ in lexicon.words("pleonastic.txt") for child in after)


def _agrees(thing: Thing, token: Token, kind: str) -> bool:
    if any(child.dep_ == "conj" for child in token.children):
        return False
    if kind == "p":
        return thing.type in {"NORP", "ORG"}
    return thing.type not in {"PERSON", "NORP"}
