"""What a number counts when its own noun is left out: "five died, but eight were found", "fewer than the 160,000 expected"."""

import re
from collections.abc import Sequence

from worker.extraction.columns import Columns
from worker.extraction.quantities.clause import Clause
from worker.extraction.quantities.draft import Draft
from worker.extraction.quantities.lexicon import changes, closed, words
from worker.extraction.quantities.nouns import counted, singular
from worker.extraction.quantities.single import ISO

REACHING, MONEYS, SCORED = map(closed, ("reaching", "moneys", "scored"))
PEOPLE = words("people.txt")

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
COMPARED = re.compile(
    r",?\s*\(?(?:compared\s(?:with|to)|fewer\sthan|less\sthan|more\sthan|against|versus|vs\.?|up\sfrom|down\sfrom|from)\s+"
    r"(?:about\s|around\s|the\s|an?\s)?",
    re.IGNORECASE,
)
OF_THE = re.compile(r"\bof\s+(?:the|those|these|all)\s+$", re.IGNORECASE)
# A noun that stands for the quantity told before: "had put that figure at 94".
FIGURE = re.compile(
    r"\b(?:the|that|this|its|earlier|previous|initial|first)\s(?:\w+\s)?(?:figure|number|count|tally|estimate)\s(?!of\b)[^.;,]*$",
    re.IGNORECASE,
)
FURTHER = re.compile(r"\b(?:another|a further|an additional|a second)\s+$", re.IGNORECASE)
REACH = 80
TOLD = frozenset(["deaths", "injured", "missing", "arrested", "displaced"])
# How a sentence in years is taken when its unit is left out.
SERVED = re.compile(
    r"\b(?:again\sfor|(?:seek|sought|seeking|served?|serving|fac(?:es?|ed|ing)|gets?|got|received?|demand(?:s|ed)?|impos(?:ed|ing)))\s+$",
    re.IGNORECASE,
)
OR = re.compile(r"\s?,?\s+or\s+")
OF_THEM = re.compile(r"\s+of\s+them\b", re.IGNORECASE)
OF = re.compile(r"\sof\s")
# "two counts of fraud and three of theft"
PARALLEL = re.compile(r"\sof\s[^.;:]{1,60}?(?:,|\sand)\s")
NUMBER_OF = re.compile(r"\bnumbers?\s+of\b", re.IGNORECASE)
# How the verb of "the number of" takes its figure.
REACHED = re.compile(
    r"\b(?:to|at|from|was|were|reached|hit|totalled|totaled|exceeded|topped|passed|than)\s+(?:an?\s+)?(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)
LONGEST_SUBJECT = 160
# Numbers that are looked back over.
NEAR = 8
MILLION = 1e6


def fill_nouns(text: str, drafts: Sequence[Draft], clause: Clause) -> None:
    """Give bare numbers the unit of the number before them that they go on from; what is one of the whole becomes part of it."""
    for i, draft in enumerate(drafts):
        if draft.bare and draft.kind == "count" and draft.within is None and draft.whole:
            _fill(text, drafts[max(0, i - NEAR) : i], draft, clause)


def _fill(text: str, earlier: Sequence[Draft], draft: Draft, clause: Clause) -> None:
    full = [d for d in earlier if not d.bare]
    same = [d for d in full if ". " not in text[d.end : draft.start]]
    further = draft.number.scale >= MILLION and FURTHER.search(
        text[max(0, draft.number.start - REACH) : draft.number.start]
    )
    whole: Draft | None
    if same and (_goes_on(text, same[-1], draft) or _or_else(text, same[-1], draft)):
        whole = same[-1]
    elif (toll := _toll_of_it(full, draft, clause)) is not None or (toll := _served(text, same, draft)) is not None:
        whole = toll
    elif counted_above := _numbered(text, draft, clause):
        draft.unit = counted_above
        return
    elif draft.number.scale >= MILLION and _is_money(clause, draft):
        whole = next((d for d in reversed(full) if d.unit_kind == "currency"), None)
    elif OF_THEM.match(text, draft.end) or FIGURE.search(text[max(0, draft.start - REACH) : draft.start]):
        whole = next((d for d in reversed(full) if d.unit_kind == "count" and d.within is None), None)
    else:
        whole = next((d for d in reversed(same) if d.unit_kind == "currency"), None) if further else None
    if whole is not None:
        draft.unit, draft.unit_kind, draft.kind = whole.unit, whole.unit_kind, whole.kind
        if whole.unit in ISO and draft.value is not None:
            draft.iso = ISO[whole.unit].format(f"{draft.value:g}")
    else:
        _resume(text, same, draft, clause)


def _or_else(text: str, before: Draft, draft: Draft) -> bool:
    """Three to five years, "or up to 10" if anyone had died."""
    return before.unit_kind == "duration" and OR.fullmatch(text[before.end : draft.start]) is not None


def _toll_of_it(full: Sequence[Draft], draft: Draft, clause: Clause) -> Draft | None:
    """The toll that "it" goes on from: "stood at 12 on Monday; by Tuesday it had climbed to 19"."""
    before = full[-1] if full else None
    if before is None or before.kind not in TOLD or before.noun is not None:
        return None
    columns, verb = clause.columns, clause.verb_over(clause.at(draft.number.start))
    if verb is None or not (columns.lemmas[verb] in changes() or columns.lemmas[verb] in REACHING):
        return None
    subject = clause.child(verb, "nsubj")
    return before if subject is not None and columns.lowers[subject] == "it" else None


def _served(text: str, same: Sequence[Draft], draft: Draft) -> Draft | None:
    """The years before: "asked for 15 years, and his lawyers sought no more than seven"."""
    before = same[-1] if same else None
    begin = max(0, draft.start - REACH)
    return (
        before
        if before is not None and before.unit_kind == "duration" and SERVED.search(text, begin, draft.start)
        else None
    )


def _numbered(text: str, draft: Draft, clause: Clause) -> str | None:
    """What "the number of people crossing" counts, where that number "rose to 2,582"."""
    begin = max(text.rfind(". ", 0, draft.start), draft.start - LONGEST_SUBJECT, 0)
    number = next(iter(NUMBER_OF.finditer(text, begin, draft.start)), None)
    if number is None or not REACHED.search(text, begin, draft.start):
        return None
    noun = counted(clause, number.end() - len("of"), None)
    return noun.unit if noun is not None and noun.tag == "NNS" else None


def _is_money(clause: Clause, draft: Draft) -> bool:
    """Whether a form of money came to the number: "Revenue rose 6 percent to 21.4 billion"."""
    verb = clause.verb_over(clause.at(draft.number.start))
    subject = clause.child(verb, "nsubj") if verb is not None else None
    return subject is not None and clause.columns.lemmas[subject] in MONEYS


def _goes_on(text: str, before: Draft, draft: Draft) -> bool:
    gap = text[before.end : draft.number.start]
    if before.unit_kind == "count" and OF.match(text, draft.end) and PARALLEL.fullmatch(gap):
        return True
    alike = before.unit_kind == "count" or draft.number.scale == before.number.scale != 1
    return alike and (COMPARED.fullmatch(gap) is not None or (gap == " to " and before.unit in SCORED))


def _resume(text: str, same: Sequence[Draft], draft: Draft, clause: Clause) -> None:
    """The subject of a clause of its own counts the people, or the things, that the sentence counted last."""
    columns, i = clause.columns, clause.at(draft.number.end - 1)
    if columns.deps[i] not in SUBJECTS or i + 1 == len(columns.deps):
        return
    whole = next((d for d in reversed(same) if d.unit_kind == "count" and d.within is None), None)
    if whole is None:
        return
    named = _named(columns, columns.heads[i])
    draft.unit = singular(columns, named) if named is not None else whole.unit
    if OF_THE.search(text[max(0, whole.number.start - REACH) : whole.number.start]):
        draft.within = whole


def _named(columns: Columns, verb: int) -> int | None:
    """What they are said to be: "17 were children"."""
    if columns.lemmas[verb] != "be":
        return None
    for kid in columns.kids[verb]:
        if columns.deps[kid] == "attr" and columns.tags[kid] == "NNS" and columns.lemmas[kid] in PEOPLE:
            return kid
    return None
