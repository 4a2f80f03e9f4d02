"""Nominal mentions: "the Secretary", "the spokesman", "the company", resolved by role, by the words of a name, by class.

The nearest thing before that fits is taken. Of two organisations that were named in one breath the subject is meant; of
two persons, or of two subjects, none is.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from worker.extraction.entities import lexicon, roles
from worker.extraction.entities.arcs import SUBJECTS
from worker.extraction.entities.names import Line, Name, names_of
from worker.extraction.entities.references import Reference
from worker.extraction.entities.roles import Phrase
from worker.extraction.entities.things import Thing

# Tokens of a paragraph or two: beyond that a bare "the company" may mean another.
REACH = 1200
# Tokens within which two that fit were named in one breath, and within which the subject stands out among organisations.
SAME_BREATH, SENTENCE = 15, 40
COMPANIES, DEFINITE, VESSELS, SMALL = map(lexicon.closed, ("companies", "definite", "vessels", "small"))
OFFICES = lexicon.table("offices.tsv")
NAMED_BY_KIND = frozenset({"ORG", "FAC", "LOC"})


@dataclass(slots=True)
class _Seen:
    """Where a thing was named last, and whether as a subject."""

    place: int
    acting: bool


class _Held:
    """Who holds which title, by head noun, in the order of the text."""

    def __init__(self, things: list[Thing], of_name: dict[int, Thing]) -> None:
        self._of_name = of_name
        self._by_noun: defaultdict[str, list[tuple[Thing, Phrase]]] = defaultdict(list)
        self._by_kind: defaultdict[str, list[Thing]] = defaultdict(list)
        self._by_class: defaultdict[str, list[Thing]] = defaultdict(list)
        self.read = {(id(phrase.line), phrase.head) for thing in things for _, phrase in thing.roles}
        self._companies = [t for t in things if t.type == "ORG" and _is_company(t)]
        for thing in things:
            for _, phrase in thing.roles:
                self._by_noun[phrase.noun].append((thing, phrase))
                if phrase.noun in OFFICES:
                    self._by_noun[OFFICES[phrase.noun]].append((thing, phrase))
            if thing.type in NAMED_BY_KIND and len(thing.words) > 1:
                for kind in _kinds(thing.words):
                    self._by_kind[kind].append(thing)
            if thing.type == "PRODUCT":
                for noun in _classes(thing):
                    self._by_class[noun].append(thing)

    def candidates(self, phrase: Phrase) -> list[Thing]:
        """Whom a phrase may stand for: by role, by the words of the name, by class."""
        words = set(phrase.title.lower().split())
        fits = [t for t, held in self._by_noun.get(phrase.noun, ()) if self._fits(phrase, held, words)]
        fits += self.by_words(phrase)
        fits += self._by_class.get(phrase.noun, ()) if words == {phrase.noun} else ()
        if not fits and phrase.noun in COMPANIES and words == {phrase.noun}:
            fits = self._companies
        return list(dict.fromkeys(fits))

    def by_words(self, phrase: Phrase) -> list[Thing]:
        """The things whose names have all the words of a phrase: "the electoral commission"."""
        words = set(phrase.title.lower().split())
        return [t for t in self._by_kind.get(phrase.noun, ()) if words <= set(t.words)]

    def _fits(self, phrase: Phrase, held: Phrase, words: set[str]) -> bool:
        """Whether a phrase may speak of a role: the same words, not another's office, not another country's."""
        if phrase.country and held.country and phrase.country != held.country:
            return False
        if phrase.org and held.org and self._of_name.get(id(phrase.org)) is not self._of_name.get(id(held.org)):
            return False
        short = {OFFICES[held.noun]} if held.noun in OFFICES else set()
        return words <= short.union(held.title.lower().split())


def _kinds(words: tuple[str, ...]) -> set[str]:
    """The words of a name that say what it is: the last one, and the one before "of", "for" and the like."""
    return {words[-1], *(words[i - 1] for i in range(1, len(words) - 1) if words[i] in SMALL and words[i] != "and")}


def _classes(thing: Thing) -> set[str]:
    """What a ship or an aircraft is called before its names; a ship is a vessel by any name."""
    nouns = {name.line.lowers[name.start - 1] for name in thing.names if name.start}
    found = nouns & lexicon.table("classes.tsv").keys()
    return found | VESSELS if found & VESSELS else found


def _is_company(thing: Thing) -> bool:
    if any(phrase.noun in COMPANIES for _, phrase in thing.roles):
        return True
    return any(name.key.split()[-1] in lexicon.company_words() for name in thing.names)


def add_nominals(lines: list[Line], things: list[Thing]) -> None:
    """Give each thing the definite noun phrases that stand for it."""
    of_name = {id(name): thing for thing in things for name in thing.names}
    held = _Held(things, of_name)
    nouns = roles.heads("PERSON") | roles.heads("ORG")
    seen: dict[Thing, _Seen] = {}
    base = 0
    for line in lines:
        for place, item in _events(line, nouns, held.read):
            if isinstance(item, Name):
                seen[of_name[id(item)]] = _Seen(base + place, _is_acting(line, item.end - 1))
                continue
            thing = _nearest(held.candidates(item), seen, base + place) or _ahead(held, item, seen)
            if thing is not None:
                thing.references.append(Reference(line, item.start, item.end, "nominal"))
                seen[thing] = _Seen(base + place, _is_acting(line, item.head))
        base += len(line.words)


def _is_acting(line: Line, i: int) -> bool:
    """Whether a token is the subject of its clause, or whose the subject is: "Acme's board agreed"."""
    columns = line.columns
    while columns.deps[i] == "poss":
        i = columns.heads[i]
    return columns.deps[i] in SUBJECTS


def _events(line: Line, nouns: frozenset[str], read: set[tuple[int, int]]) -> list[tuple[int, Name | Phrase]]:
    """The names of a line and the definite phrases that are no role beside a name, in order."""
    found: list[tuple[int, Name | Phrase]] = [(name.start, name) for name in names_of(line)]
    heads = [i for i, word in enumerate(line.lowers) if word in nouns]
    for i in [i for i, word in enumerate(line.lowers) if word in DEFINITE]:
        ahead = bisect_right(heads, i)
        if ahead == len(heads) or heads[ahead] >= i + roles.BEFORE:
            continue
        phrase = roles.at(line, i, nouns)
        if phrase is None or (id(line), phrase.head) in read:
            continue
        if not any(line.owner[phrase.end : phrase.end + 1] + line.owner[phrase.head + 1 : phrase.head + 2]):
            found.append((i, phrase))
    return sorted(found, key=lambda event: event[0])


def _nearest(candidates: list[Thing], seen: dict[Thing, _Seen], here: int) -> Thing | None:
    near = sorted((t for t in candidates if t in seen and here - seen[t].place < REACH), key=lambda t: -seen[t].place)
    if len(near) < 2:  # noqa: PLR2004 - no choice
        return near[0] if near else None
    first, second, *_ = near
    apart = seen[first].place - seen[second].place
    if apart < SENTENCE and first.type == second.type == "ORG" and seen[first].acting != seen[second].acting:
        return first if seen[first].acting else second
    return None if apart < SAME_BREATH else first


def _ahead(held: _Held, phrase: Phrase, seen: dict[Thing, _Seen]) -> Thing | None:
    """The one thing that is named in full only later: "the electoral commission" before the Electoral Commission."""
    fits = held.by_words(phrase) if " " in phrase.title else []
    return fits[0] if len(fits) == 1 and fits[0] not in seen else None
