"""What type a thing has: the document decides, by votes of the model at each mention and by evidence in the words."""

from collections import defaultdict
from collections.abc import Sequence

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.names import Line, Name

Votes = dict[str, float]

# Weights of the model's opinion when all its mentions agree, of each piece of evidence, and of city lists.
MODEL = 2.0
LISTED, HEAD, GIVEN, TITLE, ADDRESS = 3.0, 2.25, 2.25, 2.0, 4.0
WHO, TOWN_OF, IN, COMMA, CLASS = 2.0, 3.0, 1.1, 1.5, 1.5
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
NEARBY = frozenset({"in", "near", "outside"})
# Words in a person's full name, at most.
MOST_NAMES = 4
INNER = frozenset({"NN", "NNP", "JJ", "JJS", "VBN", "HYPH", "POS", "CD"})
NOUNS = ("NN", "NNS", "NNP", "NNPS")


def votes(names: Sequence[Name]) -> Votes:
    """Weighed votes for each type: the model's in proportion to its mentions, and those of the evidence."""
    found: Votes = defaultdict(float)
    for name in names:
        found[name.label] += MODEL / len(names)
    for name in names:
        _add_context(name, found)
    _add_words(names[0], found)
    return found


def winner(found: Votes) -> str:
    """The type with the most votes, the first one voted for when they are even."""
    return max(found, key=lambda kind: found[kind])


def _add_context(name: Name, found: Votes) -> None:
    _add_before(name, found)
    _add_after(name, found)


def _add_before(name: Name, found: Votes) -> None:
    line, i = name.line, name.start - 1
    if i < 0:
        return
    before = line.lowers[i]
    if before in lexicon.table("honorifics.tsv"):
        found["PERSON"] += ADDRESS
    elif name.listed is None and line.tags[i] in NOUNS and before in lexicon.words("titles.txt"):
        found["PERSON"] += TITLE if name.label in {"PERSON", "GPE", "ORG"} else 0
    elif name.listed is None and line.tags[i] in NOUNS and before in lexicon.table("classes.tsv"):
        found[lexicon.table("classes.tsv")[before]] += CLASS
    elif before == "of" and i and line.lowers[i - 1] in PLACE_WORDS | GOVERNED:
        found["GPE"] += TOWN_OF
    elif before in NEARBY and name.label not in {"EVENT", "WORK", "LAW", "PRODUCT", "LOC", "FAC"}:
        found["GPE"] += IN


def _add_after(name: Name, found: Votes) -> None:
    line, i = name.line, name.end
    if i + 1 >= len(line.words):
        return
    _add_apposition(name, found)
    if line.lowers[i] == "who" or (line.words[i] == "," and line.lowers[i + 1] == "who"):
        found["PERSON"] += WHO
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
    found["GPE"] += cities.weight(" ".join(words))
    if len(words) == 1:
        return
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    kind = lexicon.table("heads.tsv").get(head) or lexicon.table("openers.tsv").get(words[0])
    if kind is not None:
        found[kind] += HEAD
    elif name.label in {"PERSON", "ORG", "GPE"} and _is_full_name(words):
        found["PERSON"] += GIVEN


def _is_full_name(words: list[str]) -> bool:
    if words[0] not in lexicon.table("given_names.tsv") or len(words) > MOST_NAMES:
        return False
    return all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)
