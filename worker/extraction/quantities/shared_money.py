"""Names of money that several countries share: whose crowns, francs or pesos they are, where the text says it elsewhere."""

from collections.abc import Sequence
from functools import cache

from worker.contract.facts import Quantity
from worker.extraction.quantities.lexicon import units

SHARED = "XXX"


def settle_shared(quantities: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """The same quantities; "52 crowns" takes the code of "18.4 billion Norwegian crowns" where the text has no other crowns."""
    if not any(quantity.unit.startswith(SHARED) for quantity in quantities):
        return tuple(quantities)
    lower = text.lower()
    return tuple(_settled(q, lower) if q.unit.startswith(SHARED) else q for q in quantities)


def _settled(quantity: Quantity, text: str) -> Quantity:
    word = next((w for w in quantity.text.lower().split() if w in _named()), None)
    codes = {code for form, code in _named().get(word or "", ()) if form in text}
    if len(codes) != 1:
        return quantity
    return quantity.model_copy(update={"unit": quantity.unit.replace(SHARED, codes.pop(), 1)})


@cache
def _named() -> dict[str, tuple[tuple[str, str], ...]]:
    """By shared name: the longer names that end with it, with their codes."""
    shared = [form for form, unit in units().items() if unit.name == SHARED]
    plurals = {word: {word, f"{word}s", word.removesuffix("s")} for word in shared}
    return {
        word: tuple(
            (form, unit.name)
            for form, unit in units().items()
            if unit.kind == "currency" and " " in form and form.rsplit(" ", 1)[1] in plurals[word]
        )
        for word in shared
    }
