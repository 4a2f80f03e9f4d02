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
    for kind, name, forms in LISTS.rows("units.tsv"):
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
    return LISTS.rows("currencies.tsv")


@cache
def numbers() -> dict[str, tuple[str, float]]:
    """Number words: what kind each is and its value; letters keep their capitals."""
    found: dict[str, tuple[str, float]] = {}
    for kind, value, forms in LISTS.rows("numbers.tsv"):
        for form in forms.split(" "):
            found[f"={form}" if kind == "letter" else form] = (kind, float(value))
            found[form.replace("fi", "\ufb01")] = (kind, float(value))  # as typesetters join them
    return found


@cache
def modifiers() -> dict[str, Modifier]:
    """Words before a number."""
    found = {}
    for change, bound, forms in LISTS.rows("modifiers.tsv"):
        for form in forms.split("|"):
            found[form] = Modifier(cast("Change", change), bound)
    return found


@cache
def changes() -> dict[str, Change]:
    """Verbs and particles by lemma: up or down."""
    return {lemma: cast("Change", way) for way, lemmas in LISTS.rows("changes.tsv") for lemma in lemmas.split(" ")}


@cache
def casualties() -> dict[tuple[str, str], QuantityKind]:
    """Kinds of casualty by (how the word takes them, lemma)."""
    return {
        (takes, lemma): cast("QuantityKind", kind)
        for kind, takes, lemmas in LISTS.rows("casualties.tsv")
        for lemma in lemmas.split(" ")
    }


@cache
def plurals() -> dict[str, str]:
    """Plurals, in small letters, that no rule makes singular, with their singular."""
    return dict(line.split("\t", 1) for line in LISTS.lines("plurals.tsv"))


@cache
def _sets() -> dict[str, frozenset[str]]:
    return LISTS.sets("words.tsv")


def closed(name: str) -> frozenset[str]:
    """A small set of words, by its name in ``words.tsv``, which says what each is for."""
    return _sets()[name]


@cache
def words(name: str) -> frozenset[str]:
    """A lexicon of one word a line."""
    return frozenset(LISTS.lines(name))


@cache
def bounds_behind() -> dict[str, Change]:
    """Words of bounds behind a quantity: "200 or more"."""
    return {form: cast("Change", change) for change, forms in LISTS.rows("behind.tsv") for form in forms.split("|")}


@cache
def nouns_of_change() -> dict[str, Change]:
    """Nouns, by lemma, that say which way their amount went: "a 9 percent drop"."""
    ways: tuple[Change, ...] = ("up", "down")
    return {word: way for way in ways for word in _sets()[f"noun_{way}"]}
