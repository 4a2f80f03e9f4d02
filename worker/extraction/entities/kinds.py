"""What type a thing has: the document decides, by votes of the model at each mention and by evidence in the words."""

import re
from collections import defaultdict
from collections.abc import Sequence

from worker.extraction.entities import cities, context, lexicon
from worker.extraction.entities.context import Votes
from worker.extraction.entities.names import Name, is_full_name

# Weights of the model's opinion when all its mentions agree, and of what lists and the words of the name say.
MODEL = 2.0
LISTED, HEAD, GIVEN = 3.0, 2.25, 2.25
# Letters of an acronym, at most.
ACRONYM = 4
# The end of a street's name on the Continent: "Pelikaanstraat", "Kurfürstendammstrasse".
STREET = re.compile(r"\w{3}(?:straat|stra(?:ss|ß)e|gasse|gracht|laan|plein|platz|gatan|gade|gata|vej)$")
# What the model may have taken a full name for.
MISTAKEN = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "NORP"})


def votes(names: Sequence[Name]) -> Votes:
    """Weighed votes for each type: the model's in proportion to its mentions, and those of the evidence."""
    found: Votes = defaultdict(float)
    for name in names:
        found[name.label] += MODEL / len(names)
    for name in names:
        context.add_context(name, found)
        context.add_beside(name, found, 1 / len(names))
        if context.is_definite(name):
            found["ORG"] += context.DEFINITE / len(names)
        if context.is_model(name):
            found["PRODUCT"] += context.THING / len(names)
    _add_words(names[0], found)
    return found


def winner(found: Votes) -> str:
    """The type with the most votes, the first one voted for when they are even."""
    return max(found, key=found.__getitem__)


def _add_words(name: Name, found: Votes) -> None:
    if name.listed is not None:
        found[name.listed.type] += LISTED
        return
    words = name.line.words[name.start : name.end]
    cased = [word.title() if len(word) > ACRONYM and word.isupper() else word for word in words]
    found["GPE"] += cities.weight(" ".join(cased))
    if STREET.search(words[-1]):
        found["FAC"] += HEAD
    if len(words) == 1:
        return
    heads = lexicon.table("heads.tsv")
    before = heads.get(words[words.index("of") - 1]) if "of" in words[1:] else None
    kind = before or heads.get(words[-1]) or lexicon.table("openers.tsv").get(words[0])
    if kind is not None:
        found[kind] += HEAD
    elif name.label in MISTAKEN and is_full_name(words):
        found["PERSON"] += GIVEN
