"""The words by which pages that are no articles give themselves away, from ``lexicons/walls.tsv``."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast, get_args

from worker.articles.lines import tidy
from worker.contract.failures import FailureCode

Where = Literal["title", "text", "more", "url", "markup", "form"]
COVERS = 0.5
"""Share of a title, or of a part of it between bars and dashes, that a sign has to cover: news is about walls, too."""
SAYS_NO_MORE = 3
"""A sentence up to so many times as long as the phrases in it says no more than they do."""
_PARTS = re.compile(r"\s+(?:[|»·•–—]|-|::)\s+")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|^[^“]*”|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)")


class _Sign(NamedTuple):
    code: FailureCode
    where: Where
    words: re.Pattern[str]


@cache
def _signs(code: FailureCode, where: Where) -> tuple[re.Pattern[str], ...]:
    return tuple(sign.words for sign in _all() if sign.code is code and sign.where == where)


@cache
def _lowered(code: FailureCode) -> tuple[re.Pattern[str], ...]:
    """The signs of a text for texts in small letters: three times as fast as those that ignore case."""
    return tuple(re.compile(sign.pattern) for sign in _signs(code, "text") + _signs(code, "more"))


@cache
def _all() -> tuple[_Sign, ...]:
    raw = (files("worker.articles") / "lexicons" / "walls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    assert all(where in get_args(Where) for _, where, _ in rows)  # noqa: S101 - our own file
    return tuple(
        _Sign(FailureCode(code), cast("Where", where), re.compile(shape, re.IGNORECASE)) for code, where, shape in rows
    )


@cache
def _reader() -> re.Pattern[str]:
    raw = (files("worker.articles") / "lexicons" / "reader.txt").read_text(encoding="utf-8")
    listed = [line for line in raw.splitlines() if line and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


def matches(texts: Iterable[str], code: FailureCode, where: Where) -> list[str]:
    """What each sign of a code found, at most one match a sign and text."""
    return [tidy(found.group())[:120] for text in texts for sign in _signs(code, where) if (found := sign.search(text))]


def titled(titles: Iterable[str], code: FailureCode) -> list[str]:
    """The titles' signs of a code that cover enough of the title to be what it says."""
    parts = (part for title in titles for part in (title, *_PARTS.split(title)))
    found = ((sign.search(part), part) for part in parts for sign in _signs(code, "title"))
    return list(
        dict.fromkeys(tidy(hit.group())[:120] for hit, part in found if hit and len(hit.group()) >= COVERS * len(part))
    )


class Measure(NamedTuple):
    """Code points of sentences that are not a wall's: all of them, and those that tell something."""

    plain: int
    tells: int


def measure(lines: Iterable[str], code: FailureCode, most: int) -> Measure:
    """How much of a text is not the wall's; counted no further than ``most`` code points that tell something.

    A wall speaks to its reader (you, we, our). So a sentence that does not and says more than a phrase of the wall's
    tells something; what somebody is quoted with is not the text's own.
    """
    plain = tells = 0
    for sentence in (sentence for line in lines for sentence in _SENTENCES.split(line)):
        said, address = _phrases(sentence, code), _is_address(_QUOTED.sub("", sentence))
        plain += 0 if said else len(sentence)
        tells += 0 if address or len(sentence) <= SAYS_NO_MORE * said else len(sentence)
        if tells >= most:
            break
    return Measure(plain, tells)


def speaks(line: str, code: FailureCode) -> bool:
    """Whether a line is a wall's own: a sentence holds a phrase of its code and speaks to the reader or says no more.

    Quoted words are not the line's own.
    """
    for sentence in _SENTENCES.split(_QUOTED.sub("", line)):
        said = _phrases(sentence, code)
        if said and (_is_address(sentence) or len(sentence) <= SAYS_NO_MORE * said):
            return True
    return False


def _is_address(sentence: str) -> bool:
    return bool(_reader().search(sentence))


def _phrases(sentence: str, code: FailureCode) -> int:
    """The length of a code's phrases in a sentence together; 0 when there is none."""
    lowered = sentence.lower()
    return sum(len(found.group()) for sign in _lowered(code) if (found := sign.search(lowered)))
