"""Giveme5W1H's gold (Hamborg et al., 2019): who, what, when, where, why and how of news articles.

The text is title, description and body, as Giveme5W1H was given them. A question counts where an annotator's answer is
met with token F1 of at least .5; questions that nobody answered are left out.
"""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from worker.contract.article import Article, ArticleHead, Moment
from worker.contract.facts import Facts
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

QUESTIONS = ("who", "what", "when", "where", "why", "how")
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "by",
        "with",
        "from",
        "as",
        "that",
        "this",
        "is",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "it",
        "its",
        "their",
        "his",
        "her",
        "he",
        "she",
        "they",
        "after",
    ]
)
HIT = 0.5


def measure_fivew(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """The share of answered questions met, question by question, on ``eval_dir/fivew``."""
    asked: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for path in sorted((eval_dir / "fivew" / "docs").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        given = answers(read(record, pipeline))
        for question in QUESTIONS:
            gold = [a["text"] for a in record["fiveWoneH"][question]["annotated"] if a.get("text")]
            asked[question] += bool(gold)
            hits[question] += bool(gold) and hit(given[question], gold)
    return {f"5w1h_{q}": hits[q] / asked[q] for q in QUESTIONS if asked[q]}


def read(record: dict[str, Any], pipeline: Pipeline) -> Facts:
    """The facts of one record of the set."""
    title, body = record.get("title") or "", record["text"]
    lead = (record.get("description") or "").strip()
    text = "\n\n".join(part for part in (title, lead if lead[:60] not in body else "", body) if part)
    sha = hashlib.sha256(text.encode()).hexdigest()
    published = Moment(value=record["date_publish"][:10]) if record.get("date_publish") else None
    head = ArticleHead(language="en", text_sha256=sha, chars=len(text), title=title, published=published)
    return extract(Article(head=head, text=text), pipeline)


def answers(facts: Facts) -> dict[str, str | None]:
    """The text of each answer of the main event, or None."""
    event = facts.main_event
    found = {q: getattr(event, q) for q in QUESTIONS} if event is not None else dict.fromkeys(QUESTIONS)
    return {q: answer.text if answer is not None else None for q, answer in found.items()}


def hit(given: str | None, gold: list[str]) -> bool:
    return bool(given) and max(_f1(_words(given or ""), _words(text)) for text in gold) >= HIT


def _words(text: str) -> list[str]:
    found = re.findall(r"\w+", text.lower())
    return [w for w in found if w not in STOP] or found


def _f1(ours: list[str], theirs: list[str]) -> float:
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / max(1, len(ours) + len(theirs))
