"""What a number counts: "36 league games", "thousands of rockets", "two of the 12"."""

import re
from typing import NamedTuple

from worker.extraction.columns import Columns
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.lexicon import closed, plurals

COLLECTIVE = closed("collective")
PASSED_OVER = closed("passed_over")
FURTHERING = closed("furthering")

MODIFYING = frozenset(["JJ", "JJR", "JJS", "VBN", "NN", "NNP", "NNS", "NNPS", "VBG", "HYPH", "RB", "RBS", "RBR"])
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
PLURAL = frozenset(["NNS", "NNPS"])
# Behind a noun these begin something else.
CLOSING = frozenset(["VBN", "VBG", "RB"])
# Nouns put together with one that has no "s": "fishermen", "grandchildren".
COMPOUNDED = ("people", "children", "women", "men")
COMPOUND = re.compile(rf"(.+?)({'|'.join(COMPOUNDED)})")
LONGEST = 7


class Counted(NamedTuple):
    """The noun counted: the numbers of the first token of its phrase and of its own, its tag and lemma.

    ``end`` is where it ends in the paragraph, ``words`` the phrase as it stands, ``unit`` the noun in the singular.
    """

    first: int
    head: int
    tag: str
    lemma: str
    end: int
    words: str
    unit: str


def noun_at(clause: Clause, first: int, head: int) -> Counted:
    """The noun ``head`` with its phrase, which begins at ``first``."""
    columns = clause.columns
    end = columns.ends[head]
    return Counted(
        first,
        head,
        columns.tags[head],
        columns.lemmas[head],
        end,
        clause.text[columns.starts[first] : end],
        singular(columns, head),
    )


def singular(columns: Columns, i: int) -> str:
    """A noun in the singular, in small letters unless it is a name."""
    lower, tag = columns.lowers[i], columns.tags[i]
    irregular = plurals().get(lower)
    if irregular is not None:
        return irregular
    if tag in PLURAL and lower.endswith(COMPOUNDED) and (match := COMPOUND.fullmatch(lower)):
        return match.group(1) + plurals()[match.group(2)]
    if tag == "NNPS":
        return columns.words[i].removesuffix("s")
    return columns.words[i] if tag == "NNP" else columns.lemmas[i]


def counted(clause: Clause, end: int, value: float | None, stops: frozenset[int] = frozenset()) -> Counted | None:
    """The noun after a number that ends at an offset, or None.

    A singular noun before another one is itself the unit where the number is not one: "12 page document".
    ``stops`` are offsets at which something else begins ("two points last year").
    """
    i = clause.after(end)
    if i is None:
        return None
    columns = clause.columns
    lowers, last = columns.lowers, len(columns.lowers) - 1
    if lowers[i] != "of" or i == last:
        return _run(clause, i, value, stops)
    i = first = i + 1
    while lowers[i] in PASSED_OVER and i < last:
        i += 1
    chosen = _run(clause, i, value, stops)
    # the company of "1,200 of the company's jobs" is not what is counted
    if (
        chosen is not None
        and value is not None
        and i == first
        and chosen.tag == "NN"
        and lowers[chosen.head] not in COLLECTIVE
    ):
        return None  # "three of theft" are counts
    owns = chosen is not None and chosen.head < last and columns.tags[chosen.head + 1] == "POS"
    return None if owns else chosen


def _run(clause: Clause, first: int, value: float | None, stops: frozenset[int]) -> Counted | None:
    columns = clause.columns
    tags = columns.tags
    if tags[first] == "HYPH":
        return None
    # behind the "more" of "two more people"
    if columns.lowers[first] in FURTHERING and first + 1 < len(tags) and tags[first + 1] in MODIFYING:
        first += 1
    head = _head(columns, first, stops)
    if head is None or tags[head] == "NNP" or clause.opens_sentence(first + 1, head):
        return None
    if value not in {1, None} and tags[first] == "NN" and tags[head] not in PLURAL:
        head = head if columns.lowers[head] in COLLECTIVE else first
    return noun_at(clause, first, head)


def _head(columns: Columns, first: int, stops: frozenset[int]) -> int | None:
    """The last noun of the run of words that begins with ``first``."""
    tags, lowers, starts, head = columns.tags, columns.lowers, columns.starts, None
    for i in range(first, min(first + LONGEST, len(tags))):
        tag = tags[i]
        if tag not in MODIFYING:
            joins = tag == "CC" and lowers[i] == "and" and i > first and tags[i - 1] in {"JJ", "NNP"}
            if not joins:
                break
        if starts[i] in stops:
            break
        if head is not None and (tag in CLOSING or (tag == "NNP" and tags[head] != "NNP")):
            break
        if tag == "HYPH" and starts[i] > columns.ends[i - 1]:
            break
        if tag in NOUNS and lowers[i][-1].isalpha():
            head = i
        if tag in PLURAL or (lowers[i] in COLLECTIVE and tags[i + 1 : i + 2] != ["NNS"]):
            break  # "two police", but "two police officers"
    return head
