"""What type a thing has: the document decides, by votes of the model at each mention and by evidence in the words."""

from collections import defaultdict
from collections.abc import Iterable

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Name

Votes = dict[str, float]

LISTED, HEAD, GIVEN, TITLE, ADDRESS = 3.0, 2.0, 1.5, 2.0, 4.0


def votes(names: Iterable[Name]) -> Votes:
    """Weighed votes for each type: one from the model for each mention, more from evidence."""
    found: Votes = defaultdict(float)
    for name in names:
        found[name.label] += 1 if name.by_model else 0.5
        _add_context(name, found)
    first = next(iter(names))
    _add_words(first, found)
    return found


def winner(found: Votes) -> str:
    """The type with the most votes, the first one voted for when they are even."""
    return max(found, key=lambda kind: found[kind])


def _add_context(name: Name, found: Votes) -> None:
    if name.start == 0:
        return
    before = name.line.lowers[name.start - 1]
    if before in lexicon.table("honorifics.tsv"):
        found["PERSON"] += ADDRESS
    elif before in lexicon.words("titles.txt") and name.label in {"PERSON", "GPE", "ORG"} and not name.listed:
        found["PERSON"] += TITLE


def _add_words(name: Name, found: Votes) -> None:
    if name.listed is not None:
        found[name.listed.type] += LISTED
        return
    words = name.line.words[name.start : name.end]
    if len(words) == 1:
        return
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    kind = lexicon.table("heads.tsv").get(head)
    if kind is not None:
        found[kind] += HEAD
    elif words[0] in lexicon.table("given_names.tsv") and name.label in {"PERSON", "ORG", "GPE"}:
        found["PERSON"] += GIVEN
