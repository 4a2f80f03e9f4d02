"""What the words round one mention of a name say about its type: votes for the document to count."""

import re

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.names import DASHES, Line, Name, is_full_name

Votes = dict[str, float]

# Weights of each piece of evidence; the model's opinion weighs 2 when all its mentions agree.
TITLE, ADDRESS = 2.5, 4.0
WHO, WHICH, TOWN_OF, IN, CITY, COMMA, CLASS = 2.0, 2.25, 3.0, 1.1, 1.0, 1.5, 1.5
# An age beside it, a score between two, the head of a report, "from" before an unlisted people, "the" before a person.
AGE, SCORE, DATELINE, FROM, DEFINITE = 3.0, 4.5, 3.0, 2.25, 2.5
# A noun that only things have right before the name: "the ferry Mary Jane" is no person for all her given name.
THING = 4.5
OWNER_OF, BESIDE = 2.0, 1.5
GOALS, AGE_DIGITS = 30, 2
# Words between "'s" and what only a company has: "'s long-serving chief executive".
OWNED_WITHIN = 4
EITHER, NEARBY, NEIGHBOURING, NOBLE, PARTISAN, DESIGNERS = map(
    lexicon.closed, ("either", "nearby", "neighbouring", "noble", "partisan", "designers")
)
NOUNS = ("NN", "NNS", "NNP", "NNPS")
INNER = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "VBN", "VBG", "HYPH", "POS", "CD"})
NEVER_IN = frozenset({"EVENT", "WORK", "LAW", "PRODUCT", "LOC", "FAC"})
# "S-92", "A320", "F-16C" at the end of a name: a model of something.
MODEL_NUMBER = re.compile(r"[A-Z][A-Za-z]{0,2}-?\d{1,4}[A-Z]{0,2}")


def add_context(name: Name, found: Votes) -> None:
    """Add what the words before and behind a mention say."""
    _add_before(name, found)
    _add_after(name, found)
    if name.listed is None:
        found["PERSON"] += AGE if _has_age(name) else 0
        found["ORG"] += SCORE if _has_score(name) else 0
    if name.line.dateline and "(" not in name.line.words[: name.start]:
        found["GPE"] += DATELINE


def is_definite(name: Name) -> bool:
    """Whether a person by the model has an article of its own: "the Lega Civica said", "the opposition Green Left"."""
    if name.label != "PERSON":
        return False
    line, i = name.line, name.end
    before = name.start - 2 if name.start and line.lowers[name.start - 1] in PARTISAN else name.start - 1
    if before < 0 or line.lowers[before] != "the":
        return False
    if line.lowers[name.start] in NOBLE:
        return False
    return line.tags[i - 1] == "NNP" and (i == len(line.words) or line.tags[i] not in (*NOUNS, "HYPH", "POS", "CD"))


def is_model(name: Name) -> bool:
    """Whether a name is that of an aircraft or another model by its number: "Sikorsky S-92" for a person, "MiG-29"."""
    last = name.line.words[name.end - 1]
    return (name.label == "PERSON" and is_model_number(last)) or is_aircraft(last)


def is_model_number(word: str) -> bool:
    """Whether a word is letters and a number: "S-92"."""
    return not word.isalpha() and MODEL_NUMBER.fullmatch(word) is not None


def is_aircraft(word: str) -> bool:
    """Whether a word is a designer's letters and a number: "MiG-29"."""
    if "-" not in word:
        return False
    designer, _, number = word.partition("-")
    return designer.lower() in DESIGNERS and word[0].isupper() and number[:1].isdigit()


def _has_age(name: Name) -> bool:
    """Whether an age stands beside a name: "X, 58," or "the 62-year-old shepherd X"."""
    line, i = name.line, name.end
    if i + 2 < len(line.words) and line.words[i] in {",", "("} and line.words[i + 1].isdigit():
        return len(line.words[i + 1]) == AGE_DIGITS and line.words[i + 2] in {",", ")"}
    before = name.start - 1
    while before > 0 and name.start - before < OWNED_WITHIN and line.tags[before] in NOUNS:
        before -= 1
    return before > 1 and line.lowers[before] == "old" and line.tags[before - 1] == "HYPH"


def _has_score(name: Name) -> bool:
    """Whether a score stands beside a name: "Harbour City 3-1 Blackmoor Rovers"."""
    return is_score(name.line, name.end) or is_score(name.line, name.start - 3)


def is_score(line: Line, i: int) -> bool:
    """Whether the three tokens from one on are a score: "3-1"."""
    if not 0 <= i < len(line.words) - 2 or line.words[i + 1] not in DASHES:
        return False
    home, away = line.words[i], line.words[i + 2]
    return home.isdecimal() and away.isdecimal() and max(int(home), int(away)) < GOALS


def _add_before(name: Name, found: Votes) -> None:
    line, i = name.line, name.start - 1
    if i < 0:
        return
    before, farther = line.lowers[i], line.lowers[i - 1] if i else ""
    if before in lexicon.table("honorifics.tsv"):
        found["PERSON"] += ADDRESS
    elif name.listed is None and line.tags[i] in NOUNS and _is_class(name, before):
        found[_class_of(before)] += _class_weight(name, before, farther)
    elif name.listed is None and line.tags[i] in NOUNS and before in lexicon.words("titles.txt"):
        found["PERSON"] += TITLE if name.label in {"PERSON", "GPE", "ORG", "NORP"} else 0
    elif before == "," and i and _is_titled_person(name, farther):
        found["PERSON"] += TITLE
    elif before == "," and i and _is_apposed_thing(name, farther):
        found[_class_of(farther)] += TITLE
    elif before == "itself" and name.listed is None:
        found["ORG"] += TITLE
    elif before == "aboard" or (before == "the" and farther == "aboard"):
        found["PRODUCT"] += THING if name.listed is None else 0
    elif (
        (before == "from" or before in NEARBY) and name.label == "NORP" and name.listed is None and not _qualifies(name)
    ):
        found["GPE"] += FROM
    else:
        _add_of(name, before, farther, found)


def _add_of(name: Name, before: str, farther: str, found: Votes) -> None:
    """What "of" and other prepositions lead to: "the island of", "chief executive of", "near"."""
    kind = lexicon.table("of_words.tsv").get(farther) if before == "of" else None
    if kind == "ORG":
        found["ORG"] += OWNER_OF if name.listed is None else 0
    elif kind is not None or before in NEIGHBOURING:
        found[kind or "GPE"] += TOWN_OF
    else:
        found["GPE"] += _place_before(name, before)


def _place_before(name: Name, before: str) -> float:
    """How much the word before a name speaks for a place: "in", "from" before a big city."""
    if before == "from":
        return IN + CITY if _city_weight(name) >= cities.BIG_WEIGHT else 0
    if before not in NEARBY:
        return 0
    if _city_weight(name):
        return IN + CITY
    return IN if name.label not in NEVER_IN and not _qualifies(name) else 0


def _qualifies(name: Name) -> bool:
    """Whether a name only says whose or what kind of thing the noun behind it is ("in Acme shares"), or tells its own kind."""
    line, i = name.line, name.end
    plain = (
        i < len(line.words) and line.tags[i] in {"NN", "NNS"} and line.lowers[i] not in lexicon.words("place_words.txt")
    )
    return plain or (i - name.start > 1 and lexicon.table("heads.tsv").get(line.words[i - 1], "GPE") != "GPE")


def _is_titled_person(name: Name, noun: str) -> bool:
    """Whether a title before a comma is that of the full name behind it: "the union's president, Jane Doe"."""
    words = name.line.words[name.start : name.end]
    if name.listed is not None or noun not in lexicon.words("titles.txt") or len(words) not in (2, 3):
        return False
    if noun in EITHER and not is_full_name(words):
        return False
    return words[-1] not in lexicon.table("heads.tsv") and all(w[0].isupper() and w.isalpha() for w in words)


def _is_apposed_thing(name: Name, noun: str) -> bool:
    """Whether a name stands between marks behind what somebody owns: "his company, Acme Maritime, won"."""
    line, i = name.line, name.start - 3
    if (
        name.listed is not None
        or i < 0
        or noun not in lexicon.table("classes.tsv")
        or noun in lexicon.words("titles.txt")
    ):
        return False
    owned = line.lowers[i] in lexicon.closed("owners") or line.tags[i] == "POS"
    closed = name.end >= len(line.words) or line.words[name.end] in {",", "."}
    return owned and closed and not is_full_name(line.words[name.start : name.end])


def _add_after(name: Name, found: Votes) -> None:
    line, i = name.line, name.end
    if i + 1 >= len(line.words):
        return
    _add_apposition(name, found)
    pronoun = line.lowers[i + 1] if line.words[i] == "," else line.lowers[i]
    if pronoun == "who":
        found["PERSON"] += WHO if name.listed is None and not _belongs(name) else 0
    elif pronoun == "which":
        found["ORG"] += WHICH if _is_unnamed_thing(name) else 0
    elif line.words[i] == "," and _is_place(line.owner[i + 1]):
        found["GPE"] += COMMA if name.label in {"GPE", "ORG", "PERSON"} else 0
    elif line.lowers[i] in lexicon.words("place_words.txt") and name.label in {"GPE", "ORG", "PERSON"}:
        found["GPE"] += CLASS
    elif name.listed is None and _owns_company(line, i):
        found["ORG"] += OWNER_OF


def _is_unnamed_thing(name: Name) -> bool:
    """Whether what the model took for a person is none by "which", and its words do not say what it is instead."""
    words = name.line.words[name.start : name.end]
    told = words[-1] in lexicon.table("heads.tsv") or words[0] in lexicon.table("openers.tsv")
    return name.label == "PERSON" and not told and not is_full_name(words)


def _belongs(name: Name) -> bool:
    """Whether "who" behind a single word may speak of somebody before it: "the head of Acme, who", "a doctor in Dakar who"."""
    return name.end - name.start == 1 < name.start and name.line.lowers[name.start - 1] in NEARBY | {"of", "at"}


def _owns_company(line: Line, i: int) -> bool:
    """Whether what follows a name is what only companies have: "Acme's chief executive", "the Acme board"."""
    owned = lexicon.table("of_words.tsv")
    if owned.get(line.lowers[i]) == "ORG":
        return True
    return line.tags[i] == "POS" and any(owned.get(word) == "ORG" for word in line.lowers[i + 1 : i + OWNED_WITHIN])


def _add_apposition(name: Name, found: Votes) -> None:
    """Take the class of the noun phrase behind: ", the justice minister," or "is a bank"."""
    line, i = name.line, name.end + 1
    if line.words[name.end] not in {",", "is"} or name.label in {"WORK", "LAW", "EVENT"} or name.listed:
        return
    if line.tags[i] == "CD" and i + 2 < len(line.words) and line.words[i + 1] == ",":
        i += 2
    if line.tags[i] != "DT" or i + 1 >= len(line.words):
        return
    noun = line.lowers[_head(line, i + 1)]
    if noun in lexicon.words("titles.txt"):
        found["PERSON"] += TITLE
    elif noun in lexicon.table("classes.tsv"):
        found[lexicon.table("classes.tsv")[noun]] += TITLE


def _head(line: Line, i: int) -> int:
    """The last noun of the row of nouns and adjectives that begins at a token: "company's co-founder"."""
    head = i
    while i < len(line.words) and line.tags[i] in INNER:
        head = i if line.tags[i] in NOUNS else head
        i += 1
    return head


def add_beside(name: Name, found: Votes, share: float) -> None:
    """Count the places that a name stands in a row with: "Antwerp and Rotterdam", "Mayo, Sligo and Donegal"."""
    line, start, end = name.line, name.start, name.end
    if name.listed is not None or end - start > 2:  # noqa: PLR2004 - longer names are seldom places
        return
    before = line.owner[start - 2] if start > 1 and line.lowers[start - 1] in {"and", "or", ","} else None
    after = line.owner[end + 1] if end + 1 < len(line.words) and line.lowers[end] in {"and", "or"} else None
    found["GPE"] += share * BESIDE * (_is_known_place(before) + _is_known_place(after))


def _is_known_place(name: Name | None) -> bool:
    if name is None:
        return False
    return _is_place(name) or (name.label != "PERSON" and _city_weight(name) > 0)


def _is_place(name: Name | None) -> bool:
    return name is not None and name.listed is not None and name.listed.type == "GPE"


def _class_of(noun: str) -> str:
    return lexicon.table("classes.tsv").get(noun, "ORG")


def _class_weight(name: Name, noun: str, farther: str) -> float:
    """How much a class noun before a name says; most where no person can be one."""
    if noun not in lexicon.words("titles.txt") and name.line.tags[name.start - 1] == "NN" and farther not in DASHES:
        return THING
    return DEFINITE if farther == "the" else CLASS


def _is_class(name: Name, noun: str) -> bool:
    """Whether a noun says what the name behind it is: "the broadcaster Canal Ocho", where "broadcaster Ann Lee" is a person."""
    if noun not in lexicon.table("classes.tsv"):
        return False
    line, i = name.line, name.start - 2
    if i >= 0 and line.tags[i] in {"NNP", "NNPS"} and lexicon.table("classes.tsv")[noun] == "GPE":
        return False  # "Sindh province" is the place
    if line.words[name.start].isupper() and name.end - name.start == 1:
        return True
    definite = line.lowers[max(0, i)] == "the"
    words = name.line.words[name.start : name.end]
    return noun not in lexicon.words("titles.txt") or (definite and not is_full_name(words))


def _city_weight(name: Name) -> float:
    return cities.weight(" ".join(name.line.words[name.start : name.end])) if name.listed is None else 0
