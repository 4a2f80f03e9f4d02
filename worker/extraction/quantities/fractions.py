"""Shares told in words: "a third of the workers", "almost half of", "one in five children"."""

import re
from collections.abc import Iterable, Iterator

from worker.extraction.quantities.clause import VERBS, Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import closed
from worker.extraction.quantities.nouns import PLURAL, Counted, counted
from worker.extraction.quantities.numerals import Numeral, word_value

SHARE_LEADING = closed("share_leading")

PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10, "halve": 2}  # fmt: skip
COUNT = r"\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten"
FRACTION = re.compile(
    rf"\b(?:(?P<count>{COUNT})[\s-](?P<part>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?\s+of"
    rf"|(?P<many>two|three|four|[2-9])[\s-](?P<parts>third|fifth|sixth|eighth|tenth)s\b"
    rf"|(?P<over>[1-9])/(?P<under>[2-9]|10)\s+of"
    r"|(?P<mean>an?|one)[\s-](?P<share>third|quarter|fifth|sixth|seventh|eighth|tenth)(?=\s?(?:[,.;:)”\"—–]|$)"
    r"|\s(?:to|in|from|since|over|during|after|compared|this|last|between|before|as|and|but|lower|higher|less|more|has|have|was|were)\s)"
    rf"|(?P<half>half)\s+of(?=\s)|(?P<one>{COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>\d{{1,7}}|{COUNT}|twenty|fifty|hundred)\b(?=\s[a-zA-Z]|[.,;:)”\"]|$))",
    re.IGNORECASE,
)

BEFORE = frozenset(["half", *COUNT.split("|")[1:]])
SLASHED = re.compile(r"[1-9]/(?:[2-9]|10)")
GOING_ON = VERBS | {"MD"}
BEHIND = frozenset(["in", "out", "of", "-", *PARTS, *(f"{part}s" for part in PARTS)])


def fractions(text: str, clause: Clause, tokens: Iterable[int]) -> Iterator[Draft]:
    """Every share told in words, its count one of the tokens given; its span ends with the noun it is a share of."""
    for match in _matches(text, clause, tokens):
        value = _value(match)
        at = match.end() - (2 if match.group().lower().endswith("of") else 0)
        noun = counted(clause, at, None) if not match.group("share") else None
        if value is None or (
            match.group("one") and not _of_people(noun, clause) and not _one_alone(text, match, clause)
        ):
            continue
        yield _draft(match, value, noun)


def _matches(text: str, clause: Clause, tokens: Iterable[int]) -> Iterator[re.Match[str]]:
    """Only where a count stands before a part: searching every character for the pattern takes many times longer."""
    lowers, starts, done = clause.columns.lowers, clause.columns.starts, 0
    last = len(lowers) - 1
    for i in tokens:
        if i == last or lowers[i + 1] not in BEHIND or starts[i] < done:
            continue
        if lowers[i] in BEFORE or lowers[i].isdigit() or SLASHED.fullmatch(lowers[i]):
            match = FRACTION.match(text, starts[i])
            if match is not None and not (match.group("share") and (not i or lowers[i - 1] not in SHARE_LEADING)):
                done = match.end()
                yield match


def _of_people(noun: Counted | None, clause: Clause) -> bool:
    return noun is not None and (noun.tag in PLURAL or clause.columns.lowers[noun.head] == "people")


def _one_alone(text: str, match: re.Match[str], clause: Clause) -> bool:
    """One in ten stayed; one in five of the injured; it hits one in four."""
    after = clause.after(match.end())
    if word_value(match.group("one")) != 1:
        return False
    word = clause.columns.lowers[after] if after is not None else ""
    goes_on = not word[:1].isalnum() or word == "of" or (after is not None and clause.columns.tags[after] in GOING_ON)
    return goes_on and not text[: match.start()].lower().endswith(("no. ", "number "))


def _value(match: re.Match[str]) -> float | None:
    if match.group("half"):
        return 0.5
    if match.group("share"):
        share = 1 / PARTS[match.group("share").lower()]
    elif match.group("over"):
        share = int(match.group("over")) / int(match.group("under"))
    elif match.group("parts"):
        share = word_value(match.group("many")) / PARTS[match.group("parts").lower()]
    elif match.group("part"):
        share = word_value(match.group("count")) / PARTS[match.group("part").lower()]
    else:
        share = word_value(match.group("one")) / max(1.0, word_value(match.group("whole")))
    return round(share, 6) if 0 < share < 1 else None


def _draft(match: re.Match[str], value: float, noun: Counted | None) -> Draft:
    dangling = len(" of") if match.group().lower().endswith(" of") else 0
    end = noun.end if noun else match.end() - dangling
    number = Numeral(match.start(), match.end(), value, written=True)
    return Draft(match.start(), end, number, value, "fraction", "other", "other", noun=noun)
