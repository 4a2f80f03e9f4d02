"""Bodies of the 98 development pages against their truth, beside trafilatura alone."""

import gzip
import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import trafilatura

from worker.articles import read_page
from worker.contract.failures import PermanentError

MIN_CHARS = 200


def measure_pages(eval_dir: Path) -> dict[str, float]:
    """F1 and exact share of ``read_page``, of trafilatura in precision mode, and the ratio of their CPU times.

    A page that is refused counts as empty and is counted in ``pages refused``. Every language is accepted: the set
    holds pages in eight.
    """
    truth = json.loads((eval_dir / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: (_html(eval_dir, key), page["url"]) for key, page in truth.items()}
    _timed(_ours, pages)  # loads the language model and the date parser
    ours, our_time = _timed(_ours, pages)
    theirs, their_time = _timed(_trafilatura, pages)
    score = _scorer(eval_dir).score
    mine, other = score(truth, ours), score(truth, theirs)
    return {
        "F1": mine["f1"],
        "precision": mine["p"],
        "recall": mine["r"],
        "exact": mine["exact"],
        "pages refused": float(sum(not text for text in ours.values())),
        "trafilatura F1": other["f1"],
        "trafilatura exact": other["exact"],
        "time over trafilatura's": our_time / their_time,
    }


def _html(eval_dir: Path, key: str) -> str:
    return gzip.decompress((eval_dir / "pages" / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")


def _timed(read: Callable[[str, str], str], pages: dict[str, tuple[str, str]]) -> tuple[dict[str, str], float]:
    begun = time.process_time()
    texts = {key: read(*page) for key, page in pages.items()}
    return texts, time.process_time() - begun


def _ours(html: str, url: str) -> str:
    try:
        return read_page(html, url, languages=(), min_chars=MIN_CHARS).text
    except PermanentError:
        return ""


def _trafilatura(html: str, _url: str) -> str:
    return trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False) or ""


def _scorer(eval_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", eval_dir / "score_pages.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(eval_dir / "score_pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
    print("\n".join(f"{name:26} {value:.3f}" for name, value in measure_pages(folder).items()))  # noqa: T201 - what it is for
