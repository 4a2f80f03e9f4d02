"""Numbers as they are written: digits, words, scale words and letters, signs of money before them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from worker.extraction.columns import Columns
from worker.extraction.quantities.lexicon import Unit, closed, numbers, signs

AFTER_DIGITS = closed("after_digits")
ALWAYS_SCALES = closed("always_scales")
OPENERS = closed("openers")

# Thousands grouped by commas, or by spaces as SI has it ("5 400 tonnes"); telephone numbers have other groups.
# The Swiss group by apostrophes ("1'200"), full-width digits by a comma as wide.
GROUPED = r"[, '’，\u00a0\u2009\u202f]"
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# A comma before one or two digits is a decimal one where a scale or a sign follows: "4,5 million", "0,3 %".
DECIMAL_COMMA = r"\d{1,3},\d{1,2}(?=\s?(?:%|€|[mb]illion\b|[mb]n\b|per\s?cent\b|k?m\b|kg\b|°))"
# As the Continent writes them: "1.234,56", "1 234,56", "1.234.567".
CONTINENTAL = (
    r"\d{1,3}(?:(?:\.\d{3})+|(?:[ \u00a0\u2009\u202f]\d{3})+),\d{1,2}(?![\d,])|\d{1,3}(?:\.\d{3}){2,}(?![\d.,]\d)"
)
DIGITS = rf"{CONTINENTAL}|{DECIMAL_COMMA}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:{GROUPED}\d{{3}})+(?![ -]?\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
# A whole number with a share behind it: "10 1/2", "6 ½".
MIXED = rf"\d{{1,3}}[ \u00a0\u202f](?:[1-9]/[2-9](?![\d/])|[{VULGAR}])"
MINUS = frozenset("-−–")
GROUPING = re.compile(GROUPED)
CONTINENTAL_ALONE = re.compile(CONTINENTAL)
COMMA_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")
BLANK_OR_SLASH = re.compile(r"\s|/")


class Numeral(NamedTuple):
    """A number in the text: offsets into the paragraph; ``value`` null for "dozens", whose least is ``least``."""

    start: int
    end: int
    value: float | None
    least: float | None = None
    vague: str | None = None
    sign: Unit | None = None
    written: bool = False
    letter: str | None = None
    scale: float = 1.0


DIGITS_AT = re.compile(rf"(?<![\d.,])(?:{MIXED}|(?:{DIGITS})[{VULGAR}]?|[{VULGAR}])", re.IGNORECASE)
PIECE = re.compile(rf"[^\W\d_]+|\d+|[{VULGAR}]")
LONGEST_SIGN = 8
# "Two hundred and six" is one number, "four and six" are two.
AFTER_SCALE = (
    "(?:" + "|".join(f"(?<={scale})" for scale in ("hundred", "thousand", "million", "billion", "trillion")) + ")"
)
HALF = 0.5
SUPERSCRIPT = re.compile(r"(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
# What powers of ten begin with.
POWERS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹×x")


Placed = tuple[int, int, Callable[[str, int, int], Numeral | None]]


@cache
def _money() -> re.Pattern[str]:
    signs_ = "|".join(re.escape(s) for s in sorted(signs(), key=len, reverse=True))
    # signs keep their capitals: "RM20" is money, "rm20" is not
    return re.compile(rf"(?<![\w$€£])({signs_})\s?\Z")


@cache
def _sign_ends() -> frozenset[str]:
    return frozenset(sign[-1] for sign in signs())


@cache
def _listed() -> frozenset[str]:
    return frozenset(w for w, (kind, _) in numbers().items() if kind != "letter" and w not in AFTER_DIGITS)


@cache
def _openers() -> frozenset[str]:
    return _listed() | OPENERS


@cache
def _written() -> re.Pattern[str]:
    listed = "|".join(sorted(_listed(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:half\s)?an?\s(?=dozen|hundred|thousand|million|billion|trillion|couple))?(?:{listed}|couple|several)"
        rf"(?:\sand\sa\shalf\b)?"
        rf"(?:(?:[\s-]|{AFTER_SCALE}\sand\s|\sof\s(?=thousands|millions|billions|hundreds))(?:{listed})\b)*\b",
        re.IGNORECASE,
    )


WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
POWER = re.compile(r"\s?[×x]\s?10\^?([−-]?\d{1,2})\b")
SCALE = re.compile(
    r"[\s-]?(hundred|thousand|million|billion|trillion|dozen|lakhs?|crores?|mln|bln|mio|mil|tln|trn)\b", re.IGNORECASE
)
LETTER = re.compile(r"\s?([kKmMbBtT]|[mMbBtT]n|mm|MM|BN)(?![\w/²³])")


def number_tokens(columns: Columns) -> list[int]:
    """The tokens in which a number, or a word that may open one, can stand."""
    openers = _openers()
    return [
        i
        for i, lower in enumerate(columns.lowers)
        if lower in openers or not (lower.isalpha() or (len(lower) == 1 and not lower.isnumeric()))
    ]


def numerals(text: str, columns: Columns, tokens: Iterable[int]) -> Iterator[Numeral]:
    """Every number of a paragraph, in its order; ``tokens`` are those that may hold one."""
    done = 0
    for start, end, read in _placed(text, columns, tokens):
        if start >= done and (found := read(text, start, end)) is not None:
            done = found.end
            yield found


def _placed(text: str, columns: Columns, tokens: Iterable[int]) -> Iterator[Placed]:
    """Where digits or number words stand: looked up token by token, many times faster than a search for either pattern."""
    written, openers = _written(), _openers()
    digits_done = words_done = 0
    for at, shown in _pieces(columns, tokens):
        if shown not in openers:
            match = _digits_at(text, at) if at >= digits_done and not shown.isalpha() else None
            if match is not None:
                digits_done = match.end()
                yield *match.span(), _digits
        elif at >= words_done and (match := written.match(text, at)) is not None:
            words_done = match.end()
            yield *match.span(), _words


def _pieces(columns: Columns, tokens: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The letters and the digits of tokens and where they begin, in small letters: two for "two/three"."""
    openers = _openers()
    for i in tokens:
        lower = columns.lowers[i]
        if lower in openers or lower.isdecimal():
            yield columns.starts[i], lower
        else:
            for piece in PIECE.finditer(columns.words[i]):
                yield columns.starts[i] + piece.start(), piece.group().lower()


def _digits_at(text: str, at: int) -> re.Match[str] | None:
    """The number that begins with digits at an offset, or with the point before them."""
    pointed = DIGITS_AT.match(text, at - 1) if text[at - 1 : at] == "." else None
    return pointed or DIGITS_AT.match(text, at)


def _digits(text: str, start: int, end: int) -> Numeral | None:
    value = _plain(text[start:end])
    sign, signed = _sign(text, start)
    if sign is None and _glued_before(text, start):
        return None
    start = signed
    if start and text[start - 1] in MINUS and (start == 1 or text[start - 2] in " (\n") and sign is None:
        value, start = -value, start - 1
    elif text[max(0, start - 6) : start].lower() in {"minus-", "minus "}:
        value, start = -value, start - 6
    scale, end, letter = _scale(text, end, money=sign is not None)
    return Numeral(start, end, value * scale, sign=sign, letter=letter, scale=scale)


def _plain(digits: str) -> float:
    """The value of digits without their grouping, with the share that may stand behind them: "3½", "10 1/2"."""
    if digits.isdecimal():
        return float(digits)
    share = unicodedata.numeric(digits[-1]) if digits[-1] in VULGAR else 0.0
    whole = digits.rstrip(VULGAR).rstrip()
    if "/" in whole:
        whole, over, under = BLANK_OR_SLASH.split(whole)
        share = int(over) / int(under)
    if "," in whole and COMMA_DECIMAL.fullmatch(whole):
        whole = whole.replace(",", ".")
    elif CONTINENTAL_ALONE.fullmatch(whole):
        whole = whole.replace(".", "").replace(",", ".")
    return float(GROUPING.sub("", whole) or 0) + share


def _scale(text: str, end: int, *, money: bool) -> tuple[float, int, str | None]:
    """What the digits are multiplied by, where that ends, and a letter that may be a scale or a unit."""
    scale = 1.0
    mark = text[end : end + 2].strip()[:1]
    if mark in POWERS:
        raised, power = SUPERSCRIPT.match(text, end), POWER.match(text, end)
        if raised:
            return 10.0 ** (int(unicodedata.normalize("NFKC", raised.group())) - 1), raised.end(), None
        if power:
            return float(f"1e{power.group(1).replace('−', '-')}"), power.end(), None
    elif mark != "-" and not mark.isalpha():
        return scale, end, None
    for _ in range(2):
        word = SCALE.match(text, end)
        if word is None:
            break
        scale, end = scale * numbers()[word.group(1).lower()][1], word.end()
    letter = LETTER.match(text, end) if scale == 1 else None
    if letter is None:
        return scale, end, None
    if money or letter.group(1) in ALWAYS_SCALES:
        return numbers()[f"={letter.group(1)}"][1], letter.end(), None
    return 1.0, end, letter.group(1)


def _sign(text: str, start: int) -> tuple[Unit | None, int]:
    """The sign of money before digits, and where it begins; without one, where the digits begin."""
    last = text[start - 1 : start].strip() or text[max(0, start - 2) : max(0, start - 1)]
    match = _money().search(text, max(0, start - LONGEST_SIGN), start) if last in _sign_ends() else None
    if match is None:
        return None, start
    return signs().get(match.group(1)), match.start()


def _glued_before(text: str, at: int) -> bool:
    """Digits inside a word or a model's name: S23, F-16, COVID-19; "now-18" and "5-10" are not glued."""
    if at and (text[at - 1].isalpha() or text[at - 1] in "_:/#"):
        return True
    if at <= 1 or text[at - 1] not in "-–":
        return False
    word = WORD_BEFORE.search(text[max(0, at - 12) : at - 1])
    return word is not None and any(c.isupper() for c in word.group())


THOUSAND = 1000


def _words(text: str, start: int, end: int) -> Numeral | None:
    shown = text[start:end]
    words = [w for w in re.split(r"[\s-]+", shown.lower()) if w not in {"a", "an", "and", "of"}]
    if words[0] == "half":
        return Numeral(start, end, _sum(words[1:]) / 2, written=True)
    if words == ["several"]:
        return Numeral(start, end, None, None, "several", written=True)
    if len(words) == 1 and numbers().get(words[0], ("",))[0] == "scale" and not shown.lower().startswith("a"):
        return None
    if words == ["couple"]:
        return Numeral(start, end, 2, None, None, written=True)
    least = _least(words)
    if least is not None:
        return Numeral(start, end, None, least, shown.lower(), written=True)
    return Numeral(start, end, _sum(words), written=True)


def _least(words: list[str]) -> float | None:
    """The least that vague words can mean: "hundreds of thousands" is at least two hundred thousand; None if none is vague."""
    least, vague = 1.0, False
    for word in words:
        kind, value = numbers().get(word, ("", 0.0))
        if word == "several":
            vague, least = True, 2.0
        elif vague and kind == "scale":
            least *= value
        elif kind == "vague":
            vague, least = True, least * value / (2 if vague else 1)
    return least if vague else None


def _sum(words: list[str]) -> float:
    """The value of number words: "two hundred and five thousand"."""
    total, current = 0.0, 0.0
    for word in words:
        kind, value = numbers().get(word, ("", HALF if word == "half" else 0.0))
        if kind != "scale":
            current += value
            continue
        current = max(current, 1) * value
        if value >= THOUSAND:
            total, current = total + current, 0
    return total + current


def word_value(shown: str) -> float:
    """The value of one number in digits or one number word; "a" is 1."""
    lower = shown.lower()
    return float(lower) if lower.isdigit() else numbers().get(lower, ("", 1.0))[1]
