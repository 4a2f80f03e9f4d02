"""NewsQuant (Almasian et al. 2023, "CQE"): value, value with unit, value with change, by the set's own scorer.

The set's units are words and its changes have habits of their own; both are mapped here and nowhere else.
"""

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from worker.contract.article import Article, ArticleHead
from worker.contract.facts import Quantity
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline
from worker.extraction.quantities.changes import NEAR_NOUN
from worker.extraction.quantities.lexicon import nouns_of_change

CURRENCIES = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "japanese yen", "CNY": "chinese yuan",
    "AUD": "australian dollar", "CAD": "canadian dollar", "NZD": "new zealand dollar", "HKD": "hong kong dollar",
    "SGD": "singaporean dollar", "MYR": "malaysian ringgit", "INR": "indian rupee", "ILS": "shekel",
    "KRW": "south korean won", "ZAR": "south african rand", "CHF": "swiss franc", "RUB": "russian ruble",
    "SEK": "swedish krona", "NOK": "norwegian krone", "BRL": "brazilian real", "PHP": "philippine peso",
    "BTC": "bitcoin",
}  # fmt: skip
WORDS = {"percent": "percentage", "square foot": "square feet", "tonne": "metric ton", "part per billion": "parts-per-billion",
         "part per million": "parts-per-million"}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
SUBUNITS = re.compile(r"(?<=\d) ?(p|sen|cents?)$")
# What a vague plural stands for in this set.
VAGUE = {"dozens": "12", "tens": "10-100", "hundreds": "100-1000", "thousands": "1000-10000",
         "millions": "1000000-10000000", "billions": "1000000000-10000000000",
         "tens of thousands": "10000-100000", "hundreds of thousands": "100000-1000000",
         "tens of millions": "10000000-100000000", "hundreds of millions": "100000000-1000000000"}  # fmt: skip


def measure_quantities(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """F1 of value, value with unit and value with change on ``eval_dir/quantities``."""
    scorer = _scorer(eval_dir)
    # The scorer's own loader leaves the file for the garbage collector to close.
    records = json.loads((eval_dir / "quantities" / "newsquant-dev.json").read_text(encoding="utf-8"))
    scored = scorer.score(compare(records, pipeline))
    return {name: part["f1"] for name, part in scored.items()}


def compare(records: Iterable[dict[str, Any]], pipeline: Pipeline) -> list[tuple[list[Any], list[dict[str, str]]]]:
    """Each sentence's gold and what was found, in the set's words."""
    return [(record["quantities"], shown(read(record["text"], pipeline), record["text"])) for record in records]


def read(text: str, pipeline: Pipeline) -> Sequence[Quantity]:
    """The quantities of one sentence."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return extract(
        Article(head=ArticleHead(language="en", text_sha256=sha, chars=len(text)), text=text), pipeline
    ).quantities


def shown(quantities: Sequence[Quantity], text: str) -> list[dict[str, str]]:
    """Our quantities as the set writes them; ``text`` is their sentence."""
    return [written for _, written in pairs(quantities, text)]


def pairs(quantities: Sequence[Quantity], text: str) -> list[tuple[Quantity, dict[str, str]]]:
    """Each of our quantities that the set would have, with how the set writes it."""
    before = {(q.previous, q.unit) for q in quantities if q.previous is not None}
    return [
        (q, {"value": value, "unit": unit(q), "change": "=" if _by_noun(q, text) else change(q)})
        for q in quantities
        if (value := _value(q)) is not None and (q.value, q.unit) not in before
    ]


def _value(quantity: Quantity) -> str | None:
    if quantity.value is not None:
        if SUBUNITS.search(quantity.text):
            return str(round(quantity.value * 100, 6))
        return f"{quantity.previous}-{quantity.value}" if quantity.previous is not None else str(quantity.value)
    if quantity.min is not None and quantity.max is not None:
        return f"{quantity.min}-{quantity.max}"
    return VAGUE.get((quantity.approx or "").lower())


def unit(quantity: Quantity) -> str:
    """A unit in the set's words: currencies spelt out, counted nouns with what stands before them."""
    name, _, rate = quantity.unit.partition(" per ")
    sub = SUBUNITS.search(quantity.text)
    if sub is not None and quantity.unit_kind == "currency":
        return {"p": "point"}.get(sub.group(1), sub.group(1))
    if quantity.unit_kind == "currency":
        name = CURRENCIES.get(name, name)
    elif quantity.unit_kind == "count":
        return _counted(quantity)
    name = WORDS.get(name, name)
    return f"{name} per {rate}" if rate else name


def _counted(quantity: Quantity) -> str:
    if not quantity.unit:
        return "-"
    if quantity.unit == "time":
        return "count"
    words = [word for word in (quantity.what or quantity.unit).split() if word != "and"]
    last = "people" if words[-1].lower() == "people" else quantity.unit.split()[-1]
    return " ".join([*words[:-1], last])


def change(quantity: Quantity) -> str:
    """This set writes the move from one number to another as a plain range, and bounds without their equal sign."""
    if quantity.previous is not None:
        return "="
    if (quantity.approx or "") in {"about", "around", "roughly", "approximately"}:
        return "~"
    return {">=": ">", "<=": "<"}.get(quantity.change, quantity.change)


def _by_noun(quantity: Quantity, text: str) -> bool:
    """Whether a noun says the change ("a 75 percent increase"), which this set leaves at "="."""
    if quantity.change not in {"up", "down"} or quantity.previous is not None:
        return False
    behind = WORD.findall(text[quantity.end :])[:NEAR_NOUN]
    before = WORD.findall(text[: quantity.start])[-NEAR_NOUN:]
    nouns = {*nouns_of_change(), *(f"{noun}s" for noun in nouns_of_change())}
    of = "of" in before and not nouns.isdisjoint(before[: before.index("of")])
    return of or any(
        word.lower() in nouns and not {"of", "in", "to"} & set(behind[:i]) for i, word in enumerate(behind)
    )


def _scorer(eval_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_quantities", eval_dir / "score_quantities.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
