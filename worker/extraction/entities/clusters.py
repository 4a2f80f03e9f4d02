"""Which names are one thing: surname clusters, misspellings, acronyms, listed aliases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from worker.extraction.entities import gender, kinds, lexicon
from worker.extraction.entities.names import Name
from worker.extraction.entities.sameness import PLACES, initials, misspelt, name_words, same_head, same_tail
from worker.extraction.entities.things import Thing

# Persons whose surnames are compared for misspellings; an article has some hundred at most.
MOST_PERSONS = 500
CIVIC = lexicon.closed("civic")
# Letters of a place too short to tell what its people are called.
SHORT_PLACE = 3
# Words of a person's full name.
FULL_NAME = (2, 3)
Place = tuple[int, int]


def cluster(names: Iterable[Name], equal: Sequence[tuple[Name, Name]] = ()) -> list[Thing]:
    """One thing for all its names in the document.

    Args:
        names: in the order of the text.
        equal: pairs of them that the text itself equates, the long form first.

    Returns:
        The things, in the order of their first name.
    """
    same = _same_words(names)
    _settle_persons(same)
    _settle_places(same)
    things = [thing for thing in _Merger(same).merged() if thing.names]
    for long, short in equal:
        _unite(things, long, short)
    things = [thing for thing in things if thing.names]
    for thing in things:
        thing.names.sort(key=place)
    return sorted(things, key=lambda thing: place(thing.names[0]))


def _settle_persons(things: list[Thing]) -> None:
    """A full name that only the model calls something else is a person's when the document calls a person by its end."""
    alone = {thing.words[0] for thing in things if thing.type == "PERSON" and len(thing.words) == 1}
    for thing in things:
        if len(thing.words) in FULL_NAME and thing.words[-1] in alone and thing.type in {"ORG", "GPE", "LOC", "FAC"}:
            first = thing.names[0]
            words = first.line.words[first.start : first.end]
            if thing.votes[thing.type] <= kinds.MODEL and all(w[0].isupper() and w.isalpha() for w in words):
                thing.type = "PERSON"
                thing.votes["PERSON"] = thing.votes.get("PERSON", 0) + kinds.MODEL


def _settle_places(things: list[Thing]) -> None:
    """Mend what only the model calls something else: Dunmore of "Dunmore Town Hall", the Marovian of Marovia."""
    civic = {t.words[:-1] for t in things if len(t.words) > 1 and t.words[-1] in CIVIC}
    towns = {words[:1] for words in civic}
    peoples = {form for t in things if t.type == "GPE" and len(t.words) == 1 for form in _peoples(t.words[0])}
    for thing in things:
        if len(thing.words) != 1 or thing.listed_as(*PLACES, "ORG") or thing.votes.get(thing.type, 0) > kinds.MODEL:
            continue
        if thing.words[0] in peoples:
            thing.type = "NORP"
        elif thing.words in towns and thing.type in {"PERSON", "ORG", "LOC", "FAC"}:
            thing.type = "GPE"
            thing.votes["GPE"] = thing.votes.get("GPE", 0) + kinds.MODEL


def _peoples(place: str) -> tuple[str, ...]:
    """What the people of a country may be called after it: "Marovian" of Marovia."""
    if len(place) <= SHORT_PLACE:
        return ()
    return (
        (place + "n", place[:-1] + "ian", place[:-1] + "an") if place.endswith("a") else (place + "ian", place + "ese")
    )


def _unite(things: list[Thing], long: Name, short: Name) -> None:
    """Put the things of two names that the text equates together, unless both are known to be something else."""
    one, other = (next((t for t in things if name in t.names), None) for name in (long, short))
    if one is None or other is None or one is other or (other.listed_as(*PLACES) and not one.listed_as(*PLACES)):
        return
    one.names = sorted([*one.names, *other.names], key=place)
    other.names = []


def place(name: Name) -> Place:
    """Where a name stands among all names."""
    return name.line.paragraph.number, name.start


def _same_words(names: Iterable[Name]) -> list[Thing]:
    things: dict[str, Thing] = {}
    for name in names:
        form = _form(name)
        if form not in things:
            things[form] = Thing()
        things[form].names.append(name)
    for thing in things.values():
        keys = dict.fromkeys([name.key for name in thing.names])
        thing.words = max(map(name_words, keys), key=len)
        thing.votes = kinds.votes(thing.names)
        thing.type = kinds.winner(thing.votes)
    return list(things.values())


def _form(name: Name) -> str:
    entry = name.listed
    if entry is None or name.label == "PERSON":
        return name.key
    return f"{'norp' if entry.type == 'NORP' else ''}={entry.canonical}"


class _Merger:
    """Merges things from the longest name to the shortest, looking each up by its last word, its first words and its initials."""

    def __init__(self, things: list[Thing]) -> None:
        self._todo = sorted(things, key=lambda thing: -len(thing.words))
        self._kept: list[Thing] = []
        self._by_last: defaultdict[str, list[Thing]] = defaultdict(list)
        self._by_head: defaultdict[tuple[str, ...], list[Thing]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[Thing]] = defaultdict(list)
        self._surnames: defaultdict[str, list[tuple[str, Thing]]] = defaultdict(list)
        self._persons = 0

    def merged(self) -> list[Thing]:
        for thing in self._todo:
            homes = self._homes(thing)
            if homes:
                _share(thing, homes)
            if thing.names:
                self._keep(thing)
        return self._kept

    def _keep(self, thing: Thing) -> None:
        self._kept.append(thing)
        if not thing.words or thing.listed_as("NORP"):
            return
        self._by_last[thing.words[-1]].append(thing)
        for length in range(1, len(thing.words)):
            self._by_head[thing.words[:length]].append(thing)
        if len(thing.words) > 1 and thing.type != "PERSON":
            for letters in initials(thing.words):
                self._by_initials[letters].append(thing)
        if thing.type == "PERSON" and self._persons < MOST_PERSONS:
            self._persons += 1
            self._surnames[thing.words[-1][:1]].append((thing.words[-1], thing))

    def _homes(self, thing: Thing) -> list[Thing]:
        words = thing.words
        if not words or thing.listed_as("NORP"):
            return []
        homes = [t for t in self._by_last.get(words[-1], ()) if same_tail(thing, t)]
        if not homes or len(words) == 1:
            heads = _plainest([t for t in self._by_head.get(words, ()) if same_head(thing, t)], len(words))
            homes += heads if len(heads) == 1 else []
        return homes or self._by_letters(thing)[:1]

    def _by_letters(self, thing: Thing) -> list[Thing]:
        words, first = thing.words, thing.names[0]
        if thing.listed_as("GPE", "LOC"):
            return []
        if len(words) == 1 and len(words[0]) > 1 and first.line.words[first.start].isupper():
            long = [t for t in self._by_initials.get(words[0], ()) if t.type != "GPE" or thing.type == "GPE"]
            if len(long) == 1:
                return long
        if thing.type == "PERSON" or len(words) == 1:
            return [t for surname, t in self._surnames.get(words[-1][:1], ()) if misspelt(thing, surname, t)]
        return []


def _plainest(heads: list[Thing], length: int) -> list[Thing]:
    """Of several companies with the same first words the one that has but its legal form behind them: Acme Inc., no Acme Asia."""
    legal = lexicon.words("corporate.txt")
    bare = [t for t in heads if all(word in legal for word in t.words[length:])]
    return bare if len(heads) > 1 and len(bare) == 1 else heads


def _share(thing: Thing, homes: list[Thing]) -> None:
    """Give each name to a home, by its address ("Ms. Doe"), by what stands beside it, else to the one named last.

    Whoever went by the surname alone before keeps it where the paragraph names nobody else. A name that is addressed
    otherwise than every home stays.
    """
    named = sorted((place(name), _sentence(name), i) for i, home in enumerate(homes) for name in home.names)
    genders = [gender.told(home.names) if home.type == "PERSON" else None for home in homes]
    left, holder = [], _holder(thing, homes)
    for name in thing.names:
        address = gender.addressed(name)
        agree = [i for i, told in enumerate(genders) if address is None or told in (None, address)]
        kind = _kind_here(name) if len(homes) > 1 else ""
        fits = [i for i in agree if homes[i].type == kind] or agree
        before = [(at, sentence, i) for at, sentence, i in named if at < place(name) and i in fits]
        if holder in fits and before and before[-1][0][0] != place(name)[0]:
            homes[holder].names.append(name)
        elif fits:
            homes[_last(before) if before else fits[0]].names.append(name)
        else:
            left.append(name)
    thing.names = left


def _sentence(name: Name) -> Place:
    """Which sentence a name stands in, among all."""
    return name.line.paragraph.number, name.line.sentence(name.start)


def _last(before: list[tuple[Place, Place, int]]) -> int:
    """Who was named last; of two in one sentence the first, whom the sentence is about."""
    return next(i for _, sentence, i in before if sentence == before[-1][1])


def _holder(thing: Thing, homes: list[Thing]) -> int | None:
    """The person who went by the surname alone before another of that name came; it stays his in later paragraphs."""
    if len(homes) < 2 or any(home.type != "PERSON" for home in homes):  # noqa: PLR2004 - two who share a name
        return None
    first, second, *_ = sorted((place(home.names[0]), i) for i, home in enumerate(homes))
    return first[1] if any(first[0] < place(name) < second[0] for name in thing.names) else None


def _kind_here(name: Name) -> str:
    """What one name is by its neighbours, where a person and a company share it."""
    line, i = name.line, name.end
    if name.start and line.lowers[name.start - 1] in lexicon.table("honorifics.tsv"):
        return "PERSON"
    after = line.lowers[i : i + 4]
    if after[:2] == [",", "which"] or (after[:1] in (["'s"], ["’s"]) and lexicon.words("titles.txt") & set(after)):
        return "ORG"
    return "PERSON" if name.label == "PERSON" else "ORG"
