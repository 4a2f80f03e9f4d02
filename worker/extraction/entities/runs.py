"""Names that the model missed: runs of capitalised words that a given name opens or a telling word closes."""

from collections.abc import Iterator

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Line, mark

# Words in a run; longer ones are headlines.
LONGEST = 5
# Letters of an initial ("J."); longer words in capitals are headlines.
INITIAL = 2
PROPER = ("NNP", "NNPS")


def mark_runs(lines: list[Line]) -> None:
    """Mark what the lists can name in every run of proper nouns that has no name yet."""
    for line in lines:
        for start, end in list(_runs(line)):
            kind = _kind(line, start, end) if 1 < end - start <= LONGEST else None
            if kind is not None and not _touched(line, start, end):
                mark(line, start, end, kind)


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Where runs of proper nouns without a name begin and end."""
    proper = [
        i for i, tag in enumerate(line.tags) if tag in PROPER and line.owner[i] is None and _is_word(line.words[i])
    ]
    start = end = -1
    for i in proper:
        if i != end:
            if end > start:
                yield start, end
            start = i
        end = i + 1
    if end > start:
        yield start, end


def _is_word(word: str) -> bool:
    return word[0].isupper() and (not word.isupper() or len(word) <= INITIAL)


def _touched(line: Line, start: int, end: int) -> bool:
    """Whether a run is the rest of a longer name."""
    before, after = line.owner[start - 1] if start else None, line.owner[end] if end < len(line.words) else None
    return before is not None or after is not None or (start > 0 and line.words[start - 1] == "-")


def _kind(line: Line, start: int, end: int) -> str | None:
    first, last = line.words[start], line.words[end - 1]
    heads = lexicon.table("heads.tsv")
    if first in lexicon.table("given_names.tsv") and last not in heads:
        return "PERSON"
    # At the head of a sentence any word is capitalised ("Great Service").
    return None if line.doc[start].is_sent_start else heads.get(last) or lexicon.table("openers.tsv").get(first)
