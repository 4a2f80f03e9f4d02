"""CaRB: how much of what a sentence says the statements carry (Bhardwaj, Aggarwal and Mausam, EMNLP 2019).

The scorer follows the paper: words are compared slot by slot, each extraction meets at most one gold tuple for
precision, each gold tuple its best extraction for recall; all arguments after the first count as one.
"""

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from rejoin import Joined, join

from worker.contract.article import Article, ArticleHead
from worker.contract.facts import Facts, Quote, Statement
from worker.extraction.extract import extract
from worker.extraction.pipeline import Pipeline

FORMS_OF_BE = frozenset(["be", "is", "am", "are", "was", "were", "been", "being"])
SAID = ("said", "told", "added", "adds", "says")
VERB_GROUP = frozenset(["MD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "RB", "RBR", "TO", "RP"])


class Tuple(NamedTuple):
    """A relation, its first argument and all further ones, as lower-case words."""

    relation: list[str]
    first: list[str]
    rest: list[str]
    confidence: float = 1.0


def measure_statements(eval_dir: Path, pipeline: Pipeline) -> dict[str, float]:
    """CaRB's AUC and best F1 on ``eval_dir/statements``, with the precision and recall of the best threshold."""
    gold = read_gold(eval_dir / "statements" / "carb-dev.tsv")
    sentences = (eval_dir / "statements" / "carb-dev.txt").read_text(encoding="utf-8").splitlines()
    found = {sentence: read_tuples(sentence, pipeline) for sentence in sentences if sentence in gold}
    return score(gold, found)


def read_gold(path: Path) -> dict[str, list[Tuple]]:
    gold: dict[str, list[Tuple]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, relation, first, *rest = (part.strip() for part in line.split("\t"))
        gold[sentence].append(Tuple(_words(relation), _words(first), _words(" ".join(rest))))
    return gold


def _words(text: str) -> list[str]:
    return text.lower().split()


def read_tuples(sentence: str, pipeline: Pipeline) -> list[Tuple]:
    """What the statements of one sentence say, in the words of the sentence."""
    joined = join(sentence)
    facts = extract(_article(joined.text), pipeline)
    words = _Words(joined, pipeline)
    tuples = [words.of_statement(s) for s in facts.statements] + [words.of_quote(q) for q in facts.quotes]
    return [t for t in tuples if t is not None and t.relation]


def _article(text: str) -> Article:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article(head=ArticleHead(language="en", text_sha256=sha, chars=len(text)), text=text)


class _Words:
    """Renders facts as tuples of the sentence's own tokens."""

    def __init__(self, joined: Joined, pipeline: Pipeline) -> None:
        self._joined = joined
        with pipeline.memory():
            doc = pipeline.analyse([joined.text])[0].doc
            parsed = [(t.idx, t.lemma_, t.tag_) for t in doc]
        self._lemma: dict[int, str] = {}
        self._tag: dict[int, str] = {}
        for offset, lemma, tag in parsed:
            for i in joined.indices(offset, offset + 1):
                self._lemma.setdefault(i, lemma)
                self._tag.setdefault(i, tag)

    def of_quote(self, quote: Quote) -> Tuple | None:
        if quote.speaker_mention is None or quote.cue is None:
            return None
        mention, cue, content = quote.speaker_mention, quote.cue, quote.content
        return Tuple(
            self._text(cue.start, cue.end),
            self._text(mention.start, mention.end),
            self._text(content.start, content.end),
            0.8,
        )

    def of_statement(self, statement: Statement) -> Tuple | None:
        subject, target = statement.subject.span, statement.object.span if statement.object else None
        evidence = statement.evidence[0]
        if statement.kind == "role" and subject and target:
            return Tuple(
                ["is"],
                self._text(subject.start, subject.end),
                self._text(target.start, target.end),
                statement.confidence,
            )
        first = target if statement.voice == "passive" else subject
        other = subject if statement.voice == "passive" else target
        if first is None:
            return None
        here = set(self._joined.indices(first.start, first.end))
        there = set(self._joined.indices(other.start, other.end)) if other else set()
        whole = list(self._joined.indices(evidence.start, evidence.end))
        verb = self._verb(statement, [i for i in whole if i not in here and i not in there], there)
        if verb is None:
            return None
        group = self._group(verb, whole, here, there)
        rest = [
            i for i in whole if i not in here and i not in group and (i > min(group) or i in there or i < min(here))
        ]
        if there and min(there) < min(group):
            rest = sorted(there) + [i for i in rest if i not in there]
        return Tuple(self._tokens(group), self._tokens(sorted(here)), self._tokens(rest), statement.confidence)

    def _verb(self, statement: Statement, outside: list[int], there: set[int]) -> int | None:
        lemma = statement.relation.split()[0]
        hits = [i for i in outside if self._lemma.get(i) == lemma]
        before = [i for i in hits if there and i < min(there)]
        if there and before:
            return before[-1]
        return hits[-1] if there and hits else hits[0] if hits else None

    def _group(self, verb: int, whole: list[int], here: set[int], there: set[int]) -> list[int]:
        first = verb
        while first - 1 in whole and first - 1 not in here | there and self._tag.get(first - 1) in VERB_GROUP:
            first -= 1
        last = verb
        gap = min(there) - verb - 1 if there and min(there) > verb else -1
        if 0 <= gap <= 6:
            last = min(there) - 1
        else:
            while last + 1 in whole and self._tag.get(last + 1) in VERB_GROUP:
                last += 1
            if last + 1 in whole and self._tag.get(last + 1) == "IN" and gap < 0:
                last += 1
        return list(range(first, last + 1))

    def _text(self, start: int, end: int) -> list[str]:
        return [w.lower() for w in self._joined.words(start, end)]

    def _tokens(self, indices: list[int]) -> list[str]:
        return [self._joined.tokens[i].lower() for i in indices]


def match(gold: Tuple, found: Tuple) -> tuple[float, float]:
    """Precision and recall of one extraction against one gold tuple."""
    plain = _match(gold, found)
    if any(said in " ".join(gold.relation) for said in SAID):
        turned = _match(gold, Tuple(found.relation, found.rest, found.first))
        return max(plain, turned)
    return plain


def _match(gold: Tuple, found: Tuple) -> tuple[float, float]:
    hits = _common(gold.relation, found.relation)
    if "be" in found.relation and FORMS_OF_BE & set(gold.relation):
        hits += 1
    if hits == 0:
        return 0.0, 0.0
    given, asked = len(found.relation), len(gold.relation)
    for ours, theirs in ((found.first, gold.first), (found.rest, gold.rest)):
        hits += _common(theirs, ours)
        given += len(ours)
        asked += len(theirs)
    return hits / given, hits / asked


def _common(gold: list[str], found: list[str]) -> int:
    left = list(found)
    hits = 0
    for word in gold:
        if word in left:
            left.remove(word)
            hits += 1
    return hits


def score(gold: dict[str, list[Tuple]], found: dict[str, list[Tuple]]) -> dict[str, float]:
    """AUC, best F1 and its precision and recall over all confidence thresholds."""
    tables = [(golds, found.get(sentence, [])) for sentence, golds in gold.items()]
    grids = [([[match(g, f) for f in finds] for g in golds], finds) for golds, finds in tables]
    curve = [_point(grids, threshold) for threshold in sorted({f.confidence for _, finds in grids for f in finds})]
    best = max(curve, key=lambda point: _f1(*point), default=(0.0, 0.0))
    ordered = sorted(curve, key=lambda point: point[1])
    area, before = 0.0, (ordered[0][0] if ordered else 0.0, 0.0)
    for point in ordered:
        area += (point[1] - before[1]) * (point[0] + before[0]) / 2
        before = point
    return {"carb_auc": area, "carb_f1": _f1(*best), "carb_precision": best[0], "carb_recall": best[1]}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


Grid = tuple[list[list[tuple[float, float]]], list[Tuple]]


def _point(grids: list[Grid], threshold: float) -> tuple[float, float]:
    precise = full = 0.0
    given = asked = 0
    for grid, finds in grids:
        columns = [j for j, f in enumerate(finds) if f.confidence >= threshold]
        given += len(columns)
        asked += len(grid)
        full += sum(max((row[j][1] for j in columns), default=0.0) for row in grid)
        precise += _assigned(grid, columns)
    return (precise / given if given else 1.0), full / asked


def _assigned(grid: list[list[tuple[float, float]]], columns: list[int]) -> float:
    """The greedy one-to-one assignment of the paper: the best pair first."""
    pairs = sorted(((row[j][0], i, j) for i, row in enumerate(grid) for j in columns), reverse=True)
    rows: set[int] = set()
    taken: set[int] = set()
    total = 0.0
    for value, i, j in pairs:
        if i not in rows and j not in taken:
            rows.add(i)
            taken.add(j)
            total += value
    return total


def show(facts: Facts) -> list[str]:
    """The statements of a document as lines to read."""
    return [f"{s.subject.text} | {s.relation} | {s.object.text if s.object else ''}" for s in facts.statements]
