"""Which names are one thing: surname clusters, misspellings, acronyms, listed aliases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from worker.extraction.entities import kinds, lexicon
from worker.extraction.entities.names import Name
from worker.extraction.entities.references import Reference
from worker.extraction.entities.roles import Phrase

# Shorter words differ by one letter too easily ("Hansen", "Jansen") to be one word misspelt.
MISSPELT_FROM = 7
# Forms that are compared for misspellings; an article has some hundred at most.
MOST_FORMS = 2000
CORPORATE = frozenset(
    [
        "inc",
        "corp",
        "corporation",
        "ltd",
        "limited",
        "llc",
        "plc",
        "ag",
        "sa",
        "gmbh",
        "co",
        "company",
        "group",
        "holdings",
        "nv",
        "spa",
        "se",
    ]
)
SMALL = frozenset(["of", "the", "for", "and", "&", "on", "in", "de", "la", "du", "des", "et", "y"])


@dataclass(slots=True, eq=False)
class Thing:
    """One real thing: all its names, and the type that the document decides on."""

    names: list[Name] = field(default_factory=list)
    words: tuple[str, ...] = ()
    type: str = ""
    votes: kinds.Votes = field(default_factory=dict)
    roles: list[tuple[Name, Phrase]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    gender: str | None = None

    def take(self, other: "Thing") -> None:
        """Swallow a thing with a shorter name; the longer name has the say on the type."""
        self.names += other.names


def cluster(names: Iterable[Name]) -> list[Thing]:
    """One thing for all its names in the document.

    Args:
        names: in the order of the text.

    Returns:
        The things, in the order of their first name.
    """
    things = _Merger(_same_words(names)).merged()
    for thing in things:
        thing.names.sort(key=_place)
    return sorted(things, key=lambda thing: _place(thing.names[0]))


def _place(name: Name) -> tuple[int, int]:
    return name.line.paragraph.number, name.start


def _same_words(names: Iterable[Name]) -> list[Thing]:
    things: dict[str, Thing] = {}
    for name in names:
        thing = things.setdefault(_form(name), Thing())
        thing.names.append(name)
        thing.words = max(thing.words, tuple(name.key.split()), key=len)
    for thing in things.values():
        thing.votes = kinds.votes(thing.names)
        thing.type = kinds.winner(thing.votes)
    return list(things.values())


def _form(name: Name) -> str:
    entry = name.listed
    if entry is None or name.label == "PERSON":
        return name.key
    return f"{'norp' if entry.type == 'NORP' else ''}={entry.canonical}"


class _Merger:
    """Merges things from the longest name to the shortest, looking each up by its last, first and initial letters."""

    def __init__(self, things: list[Thing]) -> None:
        self._todo = sorted(things, key=lambda thing: -len(thing.words))
        self._kept: list[Thing] = []
        self._by_last: defaultdict[str, list[Thing]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Thing]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[Thing]] = defaultdict(list)
        self._surnames: defaultdict[str, list[tuple[str, Thing]]] = defaultdict(list)

    def merged(self) -> list[Thing]:
        for thing in self._todo:
            homes = self._homes(thing)
            if len(homes) == 1:
                homes[0].take(thing)
            elif homes:
                _share(thing, homes)
            else:
                self._keep(thing)
        return self._kept

    def _keep(self, thing: Thing) -> None:
        self._kept.append(thing)
        if not thing.words or thing.type == "NORP":
            return
        self._by_last[thing.words[-1]].append(thing)
        self._by_first[thing.words[0]].append(thing)
        if len(thing.words) > 1 and thing.type != "PERSON":
            for initials in _initials(thing.words):
                self._by_initials[initials].append(thing)
        if thing.type == "PERSON" and len(self._kept) < MOST_FORMS:
            self._surnames[thing.words[-1][:1]].append((thing.words[-1], thing))

    def _homes(self, thing: Thing) -> list[Thing]:
        words = thing.words
        if not words or thing.type == "NORP":
            return []
        by_last = [t for t in self._by_last.get(words[-1], ()) if _same_tail(thing, t)]
        if by_last:
            return by_last
        if _elsewhere(thing):
            return []
        by_first = [t for t in self._by_first.get(words[0], ()) if _same_head(thing, t)]
        if by_first:
            return by_first[:1] if len(by_first) == 1 else []
        return self._by_letters(thing)[:1]

    def _by_letters(self, thing: Thing) -> list[Thing]:
        words = thing.words
        if len(words) == 1 and len(words[0]) > 1 and thing.names[0].line.words[thing.names[0].start].isupper():
            long = [t for t in self._by_initials.get(words[0], ()) if t.type != "GPE" or thing.type == "GPE"]
            if len(long) == 1:
                return long
        if thing.type == "PERSON" or len(words) == 1:
            return [t for surname, t in self._surnames.get(words[-1][:1], ()) if _misspelt(thing, surname, t)]
        return []


def _share(thing: Thing, homes: list[Thing]) -> None:
    """Give each name to the home that was named last before it: two people with one surname stay two."""
    places = sorted((_place(name), i) for i, home in enumerate(homes) for name in home.names)
    for name in thing.names:
        before = [i for place, i in places if place < _place(name)]
        home = homes[before[-1] if before else places[0][1]]
        home.names.append(name)


def _same_tail(short: Thing, long: Thing) -> bool:
    """Whether a name is another without its first words, or the same person's by its given names."""
    a, b = short.words, long.words
    if long.type == "PERSON" and len(b) > 1:
        if len(a) == 1:
            return not _elsewhere(short)
        return short.type == "PERSON" and (a == b[-len(a) :] or _given_agree(a[0], b[0]))
    if long.type == "ORG" and len(a) > 1:
        return short.type in {"ORG", "FAC"} and len(b) > len(a) and a == b[-len(a) :]
    return False


def _elsewhere(short: Thing) -> bool:
    listed = next((name.listed for name in short.names if name.listed), None)
    return listed is not None and short.type != "PERSON"


def _given_agree(a: str, b: str) -> bool:
    if a == b or ((len(a) == 1 or len(b) == 1) and a[:1] == b[:1]):
        return True
    return b in nicknames().get(a, ()) or a in nicknames().get(b, ())


def nicknames() -> dict[str, tuple[str, ...]]:
    """Short forms of given names, in lower case."""
    return {
        full.casefold(): tuple(short.casefold().split(",")) for full, short in lexicon.table("nicknames.tsv").items()
    }


def _same_head(short: Thing, long: Thing) -> bool:
    """Whether a name is another without its last words: "Apple" of "Apple Inc", "Xi" of "Xi Jinping"."""
    a, b = short.words, long.words
    if len(b) <= len(a) or b[: len(a)] != a:
        return False
    if long.type == "ORG":
        return short.type == "ORG" and all(word in CORPORATE for word in b[len(a) :])
    return long.type == "PERSON" == short.type and len(a) == 1


def _initials(words: tuple[str, ...]) -> Iterator[str]:
    yield "".join(word[0] for word in words if word not in SMALL)
    yield "".join(word[0] for word in words)


def _misspelt(thing: Thing, surname: str, other: Thing) -> bool:
    a = thing.words[-1]
    if min(len(a), len(surname)) < MISSPELT_FROM or a == surname:
        return False
    if len(thing.words) > 1 and len(other.words) > 1 and not _given_agree(thing.words[0], other.words[0]):
        return False
    return OSA.distance(a, surname, score_cutoff=1) <= 1
