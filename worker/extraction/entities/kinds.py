"""What type a thing has: the document decides, by votes of the model at each mention and by evidence in the words."""

from collections import defaultdict
from collections.abc import Sequence

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.names import Line, Name

Votes = dict[str, float]

# Weights of the model's opinion when all its mentions agree, of each piece of evidence, and of city lists.
MODEL = 2.0
LISTED, HEAD, GIVEN, TITLE, ADDRESS = 3.0, 2.25, 2.25, 2.5, 4.0
WHO, TOWN_OF, IN, CITY, COMMA, CLASS = 2.0, 3.0, 1.1, 1.0, 1.5, 1.5
# An age beside it, a score between two, the head of a report, "from" before an unlisted people, "the" before a person.
AGE, SCORE, DATELINE, FROM, DEFINITE = 3.0, 4.5, 3.0, 2.25, 2.5
GOALS = 30
DASHES = frozenset({"—", "–", "-", "--"})
LONGEST_DATELINE = 14
PLACE_WORDS = frozenset(
    [
        "town",
        "city",
        "village",
        "province",
        "state",
        "district",
        "region",
        "county",
        "capital",
        "port",
        "municipality",
        "suburb",
    ]
)
# Who rules, or lives in, what follows "of".
GOVERNED = frozenset(["mayor", "governor", "residents", "outskirts", "streets", "citizens"])
# Who runs, holds or works for what follows "of".
OWNED = frozenset(["executive", "ceo", "cfo", "chairman", "chairwoman", "shareholders", "employees", "headquarters"])
OWNER_OF = 2.0
# What a company is as often as a person.
EITHER = frozenset(
    ["owner", "operator", "maker", "publisher", "sponsor", "builder", "developer", "contractor", "supplier", "lender",
     "landlord", "partner", "insurer", "distributor", "organiser", "organizer", "bidder", "rival", "agent", "investor"]
)  # fmt: skip
NEARBY = frozenset({"in", "near", "outside"})
NEIGHBOURING = frozenset({"neighbouring", "neighboring", "nearby"})
# Words in a person's full name, at most; letters of an acronym, at most; digits of an adult's age.
MOST_NAMES, ACRONYM, AGE_DIGITS = 4, 4, 2
INNER = frozenset({"NN", "NNP", "JJ", "JJS", "VBN", "HYPH", "POS", "CD"})
NOUNS = ("NN", "NNS", "NNP", "NNPS")


def votes(names: Sequence[Name]) -> Votes:
    """Weighed votes for each type: the model's in proportion to its mentions, and those of the evidence."""
    found: Votes = defaultdict(float)
    for name in names:
        found[name.label] += MODEL / len(names)
    for name in names:
        _add_context(name, found)
        if _is_definite(name):
            found["ORG"] += DEFINITE / len(names)
    _add_words(names[0], found)
    return found


def winner(found: Votes) -> str:
    """The type with the most votes, the first one voted for when they are even."""
    return max(found, key=lambda kind: found[kind])


def _add_context(name: Name, found: Votes) -> None:
    _add_before(name, found)
    _add_after(name, found)
    if name.listed is None:
        found["PERSON"] += AGE if _has_age(name) else 0
        found["ORG"] += SCORE if _has_score(name) else 0
    if name.start == 0 and is_dateline(name.line):
        found["GPE"] += DATELINE


def _is_definite(name: Name) -> bool:
    """Whether a person by the model has an article of its own: "the Lega Civica said"."""
    line, i = name.line, name.end
    if name.label != "PERSON" or not name.start or line.lowers[name.start - 1] != "the":
        return False
    return line.tags[i - 1] == "NNP" and (i == len(line.words) or line.tags[i] not in (*NOUNS, "HYPH", "POS", "CD"))


def _has_age(name: Name) -> bool:
    """Whether an age stands beside a name: "X, 58," or "the 62-year-old shepherd X"."""
    line, i = name.line, name.end
    if i + 2 < len(line.words) and line.words[i] in {",", "("} and line.words[i + 1].isdigit():
        return len(line.words[i + 1]) == AGE_DIGITS and line.words[i + 2] in {",", ")"}
    before = name.start - 1
    while before > 0 and name.start - before < MOST_NAMES and line.tags[before] in NOUNS:
        before -= 1
    return before > 1 and line.lowers[before] == "old" and line.tags[before - 1] == "HYPH"


def _has_score(name: Name) -> bool:
    """Whether a score stands beside a name: "Harbour City 3-1 Blackmoor Rovers"."""
    return _is_score(name.line, name.end) or _is_score(name.line, name.start - 3)


def _is_score(line: Line, i: int) -> bool:
    score = line.words[i : i + 3] if i >= 0 else []
    return len(score) == 3 and score[1] in DASHES and all(s.isdigit() and int(s) < GOALS for s in score[::2])  # noqa: PLR2004 - a score has three tokens


def is_dateline(line: Line) -> bool:
    """Whether a line is the place and agency at the head of a report, up to the dash."""
    return line.words[-1] in DASHES and line.words[0].isupper() and len(line.words) <= LONGEST_DATELINE


def _add_before(name: Name, found: Votes) -> None:
    line, i = name.line, name.start - 1
    if i < 0:
        return
    before = line.lowers[i]
    if before in lexicon.table("honorifics.tsv"):
        found["PERSON"] += ADDRESS
    elif name.listed is None and line.tags[i] in NOUNS and _is_class(name, before):
        found[lexicon.table("classes.tsv")[before]] += DEFINITE if line.lowers[max(0, i - 1)] == "the" else CLASS
    elif name.listed is None and line.tags[i] in NOUNS and before in lexicon.words("titles.txt"):
        found["PERSON"] += TITLE if name.label in {"PERSON", "GPE", "ORG"} else 0
    elif before == "," and i and _is_titled_person(name, line.lowers[i - 1]):
        found["PERSON"] += TITLE
    elif before == "of" and i and line.lowers[i - 1] in OWNED and name.listed is None:
        found["ORG"] += OWNER_OF
    elif before == "from" and name.label == "NORP" and name.listed is None:
        found["GPE"] += FROM
    else:
        found["GPE"] += _place_before(name, before)


def _place_before(name: Name, before: str) -> float:
    """How much the word before a name, and the one before that, speak for a place: "in", "neighbouring", "the mayor of"."""
    line, i = name.line, name.start - 1
    if before in NEIGHBOURING or (before == "of" and i and line.lowers[i - 1] in PLACE_WORDS | GOVERNED):
        return TOWN_OF
    if before in NEARBY and _is_city(name):
        return IN + CITY
    placed = before in NEARBY and name.label not in {"EVENT", "WORK", "LAW", "PRODUCT", "LOC", "FAC"}
    return IN if placed else 0


def _is_titled_person(name: Name, noun: str) -> bool:
    """Whether a title before a comma is that of the full name behind it: "the union's president, Jane Doe"."""
    words = name.line.words[name.start : name.end]
    if name.listed is not None or noun not in lexicon.words("titles.txt") or len(words) not in (2, 3):
        return False
    if noun in EITHER and not is_full_name(words):
        return False
    return words[-1] not in lexicon.table("heads.tsv") and all(w[0].isupper() and w.isalpha() for w in words)


def _add_after(name: Name, found: Votes) -> None:
    line, i = name.line, name.end
    if i + 1 >= len(line.words):
        return
    _add_apposition(name, found)
    if line.lowers[i] == "who" or (line.words[i] == "," and line.lowers[i + 1] == "who"):
        found["PERSON"] += WHO if name.listed is None else 0
    elif line.words[i] == "," and _is_place(line.owner[i + 1]):
        found["GPE"] += COMMA if name.label in {"GPE", "ORG", "PERSON"} else 0
    elif line.lowers[i] in PLACE_WORDS and name.label in {"GPE", "ORG", "PERSON"}:
        found["GPE"] += CLASS


def _add_apposition(name: Name, found: Votes) -> None:
    """Take the class of the noun phrase behind: ", the justice minister," or "is a bank"."""
    line, i = name.line, name.end + 1
    if line.words[name.end] not in {",", "is"} or name.label in {"WORK", "LAW", "EVENT"} or name.listed:
        return
    if line.tags[i] == "CD" and i + 2 < len(line.words) and line.words[i + 1] == ",":
        i += 2
    if line.tags[i] != "DT" or i + 1 >= len(line.words):
        return
    head = _head(line, i + 1)
    if line.lowers[head] in lexicon.words("titles.txt"):
        found["PERSON"] += TITLE
    elif line.lowers[head] in lexicon.table("classes.tsv"):
        found[lexicon.table("classes.tsv")[line.lowers[head]]] += CLASS


def _head(line: Line, i: int) -> int:
    """The last token of the row of nouns and adjectives that begins at a token."""
    while i + 1 < len(line.words) and line.tags[i + 1] in NOUNS and line.tags[i] in INNER:
        i += 1
    return i


def _is_place(name: Name | None) -> bool:
    return name is not None and name.listed is not None and name.listed.type == "GPE"


def _add_words(name: Name, found: Votes) -> None:
    if name.listed is not None:
        found[name.listed.type] += LISTED
        return
    words = name.line.words[name.start : name.end]
    found["GPE"] += cities.weight(
        " ".join(word.title() if len(word) > ACRONYM and word.isupper() else word for word in words)
    )
    if len(words) == 1:
        return
    heads = lexicon.table("heads.tsv")
    before = heads.get(words[words.index("of") - 1]) if "of" in words[1:] else None
    kind = before or heads.get(words[-1]) or lexicon.table("openers.tsv").get(words[0])
    if kind is not None:
        found[kind] += HEAD
    elif name.label in {"PERSON", "ORG", "GPE"} and is_full_name(words):
        found["PERSON"] += GIVEN


def _is_class(name: Name, noun: str) -> bool:
    """Whether a noun says what the name behind it is: "the broadcaster Canal Ocho", where "broadcaster Ann Lee" is a person."""
    if noun not in lexicon.table("classes.tsv"):
        return False
    definite = name.line.lowers[max(0, name.start - 2)] == "the"
    words = name.line.words[name.start : name.end]
    return noun not in lexicon.words("titles.txt") or (definite and not is_full_name(words))


def _is_city(name: Name) -> bool:
    return name.listed is None and cities.weight(" ".join(name.line.words[name.start : name.end])) > 0


def is_full_name(words: Sequence[str]) -> bool:
    """Whether words are a person's by the given name that they begin with."""
    table = lexicon.table("given_names.tsv")
    if words[0] not in table or not 1 < len(words) <= MOST_NAMES or words[-1] in lexicon.table("heads.tsv"):
        return False
    return all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)
