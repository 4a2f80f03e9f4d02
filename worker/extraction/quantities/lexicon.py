"""The words that quantities are read with, loaded once per process from ``lexicons/``."""

from functools import cache
from typing import NamedTuple, cast

from worker.contract.facts import Change, QuantityKind, UnitKind
from worker.extraction.word_lists import WordLists

LISTS = WordLists("worker.extraction.quantities")


class Unit(NamedTuple):
    """A unit of measure: its name in the singular (an ISO 4217 code for money), its kind, what one of it is worth."""

    name: str
    kind: UnitKind
    worth: float = 1.0


class Modifier(NamedTuple):
    """What a word before a number does: the change it stands for and the bound the number becomes."""

    change: Change
    bound: str


class Casualty(NamedTuple):
    """What a word says befell people, and where they stand: its object, its subject, or counted by it as a noun."""

    kind: QuantityKind
    takes: str


@cache
def units() -> dict[str, Unit]:
    """Units by form: small letters, or "=" and the exact form."""
    found: dict[str, Unit] = {}
    for line in LISTS.lines("units.tsv"):
        kind, name, forms = line.split("\t")
        for form in forms.split("|"):
            found.setdefault(_key(form), Unit(name, cast("UnitKind", kind)))
    for code, worth, _, after in _currencies():
        for form in after.split("|"):
            found.setdefault(_key(form), Unit(code, "currency", 1 / float(worth)))
    return found


def _key(form: str) -> str:
    return form if form.startswith("=") and len(form) > 1 else form.lower()


def unit_of(form: str) -> Unit | None:
    """The unit that a form stands for, exact capitals first."""
    return units().get(f"={form}") or units().get(form.lower())


@cache
def signs() -> dict[str, Unit]:
    """Currencies by the sign or code before the number."""
    found: dict[str, Unit] = {}
    for code, worth, before, _ in _currencies():
        for form in before.split("|"):
            if form != "-":
                found.setdefault(form.removeprefix("="), Unit(code, "currency", 1 / float(worth)))
    return found


def _currencies() -> list[list[str]]:
    return [line.split("\t") for line in LISTS.lines("currencies.tsv")]


@cache
def numbers() -> dict[str, tuple[str, float]]:
    """Number words: what kind each is and its value; letters keep their capitals."""
    found: dict[str, tuple[str, float]] = {}
    for line in LISTS.lines("numbers.tsv"):
        kind, value, forms = line.split("\t")
        for form in forms.split(" "):
            found[f"={form}" if kind == "letter" else form] = (kind, float(value))
            found[form.replace("fi", "\ufb01")] = (kind, float(value))  # as typesetters join them
    return found


@cache
def modifiers() -> dict[str, Modifier]:
    """Words before a number."""
    found = {}
    for line in LISTS.lines("modifiers.tsv"):
        change, bound, forms = line.split("\t")
        for form in forms.split("|"):
            found[form] = Modifier(cast("Change", change), bound)
    return found


@cache
def changes() -> dict[str, Change]:
    """Verbs and particles by lemma: up or down."""
    return {word: cast("Change", way) for way, _, words in (x.partition("\t") for x in LISTS.lines("changes.tsv"))
            for word in words.split(" ")}  # fmt: skip


@cache
def casualties() -> dict[tuple[str, str], QuantityKind]:
    """Kinds of casualty by (how the word takes them, lemma)."""
    return {(takes, word): cast("QuantityKind", kind) for kind, takes, words in
            (line.split("\t") for line in LISTS.lines("casualties.tsv")) for word in words.split(" ")}  # fmt: skip


@cache
def people() -> frozenset[str]:
    """Nouns for human beings, singular."""
    return frozenset(LISTS.lines("people.txt"))


@cache
def plurals() -> dict[str, str]:
    """Plurals, in small letters, that no rule makes singular, with their singular."""
    return dict(line.split("\t", 1) for line in LISTS.lines("plurals.tsv"))


@cache
def _sets() -> dict[str, frozenset[str]]:
    """Small sets of words by what they do beside a number."""
    return LISTS.sets("sets.tsv")


def collective() -> frozenset[str]:
    """Nouns that count many without an "s"."""
    return _sets()["collective"]


def passed_over() -> frozenset[str]:
    """What may stand between "of" and the noun counted."""
    return _sets()["passed_over"]


def furthering() -> frozenset[str]:
    """What may stand between a number and its noun: "two more people"."""
    return _sets()["furthering"]


def giving() -> frozenset[str]:
    """Verbs, by lemma, whose amount goes "to" somebody and not up to another amount."""
    return _sets()["giving"]


def reaching() -> frozenset[str]:
    """Verbs, by lemma, whose subject is a figure and whose object what it came to."""
    return _sets()["reaching"]


def moneys() -> frozenset[str]:
    """Nouns, in the singular, for the forms that money takes: "$5 million in damages"."""
    return _sets()["moneys"]


def placing() -> frozenset[str]:
    """Prepositions that say where."""
    return _sets()["placing"]


def share_leading() -> frozenset[str]:
    """What stands before a share that has no noun of its own: "fell by a third", "more than a quarter"."""
    return _sets()["share_leading"]


def after_digits() -> frozenset[str]:
    """Scales that follow digits alone: "5 mln"."""
    return _sets()["after_digits"]


def always_scales() -> frozenset[str]:
    """Letters behind digits that are a scale whatever follows; others are one behind money, or before a noun."""
    return _sets()["always_scales"]


def articles() -> frozenset[str]:
    """A, an, the."""
    return _sets()["articles"]


def openers() -> frozenset[str]:
    """Words that may open a number although they are none: "half a million"."""
    return _sets()["openers"]


@cache
def bounds_behind() -> dict[str, Change]:
    """Words of bounds behind a quantity: "200 or more"."""
    return {form: cast("Change", change) for change, forms in (x.split("\t") for x in LISTS.lines("behind.tsv"))
            for form in forms.split("|")}  # fmt: skip


def collecting() -> frozenset[str]:
    """Verbs of change, by lemma, whose money is brought in: "raised $5 million from investors"."""
    return _sets()["collecting"]


def change_skipped() -> frozenset[str]:
    """What may stand between a verb of change and its amount."""
    return _sets()["change_skipped"]


def change_transitive() -> frozenset[str]:
    """Verbs of change, by lemma, whose object is an amount only where it is one of money or percent."""
    return _sets()["change_transitive"]


def gatherings() -> frozenset[str]:
    """Places and bodies, by lemma, whose "of" counts people: "a town of 23,000"."""
    return _sets()["gatherings"]


@cache
def nouns_of_change() -> dict[str, Change]:
    """Nouns, by lemma, that say which way their amount went: "a 9 percent drop"."""
    ways: tuple[Change, ...] = ("up", "down")
    return {word: way for way in ways for word in _sets()[f"noun_{way}"]}


def persons() -> frozenset[str]:
    """Pronouns of persons, behind whose verb an age may stand."""
    return _sets()["persons"]


def lengthy() -> frozenset[str]:
    """Words of heights, depths and distances: beside them "1.5m" is metres."""
    return _sets()["lengthy"]


@cache
def numbered() -> frozenset[str]:
    """Words after which a number names and does not count."""
    return frozenset(LISTS.lines("numbered.txt"))


@cache
def streets() -> frozenset[str]:
    """What streets are called, behind their name."""
    return frozenset(LISTS.lines("streets.txt"))
