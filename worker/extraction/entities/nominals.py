"""Nominal mentions: "the Secretary", "the spokesman", "the company", resolved by role, by the words of a name, by class.

The nearest thing before that fits is taken; with two that fit as well in the same stretch of text, none is.
"""

from collections import defaultdict
from collections.abc import Iterator

from worker.extraction.entities import lexicon, roles
from worker.extraction.entities.names import Line, Name, names_of
from worker.extraction.entities.references import Reference
from worker.extraction.entities.roles import Phrase
from worker.extraction.entities.things import Thing

# Sentences of a paragraph or two: beyond that a bare "the company" may mean another.
REACH = 1200
# Tokens within which two that fit were named in one breath: which of them is meant, the noun alone does not tell.
SAME_BREATH = 15
COMPANIES, DEFINITE = lexicon.closed("companies"), lexicon.closed("definite")


class _Held:
    """Who holds which title, by head noun, in the order of the text."""

    def __init__(self, things: list[Thing]) -> None:
        self.by_noun: defaultdict[str, list[tuple[Thing, Phrase]]] = defaultdict(list)
        self.by_last_word: defaultdict[str, list[Thing]] = defaultdict(list)
        self.companies = [t for t in things if t.type == "ORG" and _is_company(t)]
        for thing in things:
            for _, phrase in thing.roles:
                self.by_noun[phrase.noun].append((thing, phrase))
            if thing.type in {"ORG", "FAC"} and len(thing.words) > 1:
                self.by_last_word[thing.words[-1]].append(thing)

    def candidates(self, phrase: Phrase) -> list[Thing]:
        words = set(phrase.title.lower().split())
        fits = [t for t, held in self.by_noun.get(phrase.noun, ()) if words <= set(held.title.lower().split())]
        fits += self.by_last_word.get(phrase.noun, ())
        if not fits and phrase.noun in COMPANIES and words == {phrase.noun}:
            fits = self.companies
        return list(dict.fromkeys(fits))


def _is_company(thing: Thing) -> bool:
    if any(phrase.noun in COMPANIES for _, phrase in thing.roles):
        return True
    firms = lexicon.words("corporate.txt") | lexicon.words("firms.txt")
    return any(name.key.split()[-1] in firms for name in thing.names)


def add_nominals(lines: list[Line], things: list[Thing]) -> None:
    """Give each thing the definite noun phrases that stand for it."""
    held = _Held(things)
    nouns = roles.heads("PERSON") | roles.heads("ORG")
    seen: dict[Thing, int] = {}
    of_name = {id(name): thing for thing in things for name in thing.names}
    base = 0
    for line in lines:
        for place, item in _events(line, nouns):
            if isinstance(item, Name):
                seen[of_name[id(item)]] = base + place
                continue
            thing = _nearest(held.candidates(item), seen, base + place)
            if thing is not None:
                thing.references.append(Reference(line, item.start, item.end, "nominal"))
                seen[thing] = base + place
        base += len(line.words)


def _events(line: Line, nouns: frozenset[str]) -> Iterator[tuple[int, Name | Phrase]]:
    found: list[tuple[int, Name | Phrase]] = [(name.start, name) for name in names_of(line)]
    taken = {i for i in range(len(line.words)) if line.owner[i] is not None}
    for i, word in enumerate(line.lowers):
        if word in DEFINITE and i + 1 < len(line.words):
            phrase = roles.at(line, i, nouns)
            if phrase is not None and phrase.end not in taken and phrase.head + 1 not in taken:
                found.append((i, phrase))
    return iter(sorted(found, key=lambda event: event[0]))


def _nearest(candidates: list[Thing], seen: dict[Thing, int], here: int) -> Thing | None:
    near = sorted((t for t in candidates if here - seen.get(t, -REACH) < REACH), key=lambda t: -seen[t])
    if len(near) > 1 and seen[near[0]] - seen[near[1]] < SAME_BREATH:
        return None
    return near[0] if near else None
