"""Names that the model does not see: runs of proper nouns that the lists, or the words right before them, say the type of."""

from collections.abc import Iterator

from worker.extraction.entities import lexicon
from worker.extraction.entities.context import is_aircraft, is_model_number
from worker.extraction.entities.names import Line, mark

# Words in a run; longer ones are headlines.
LONGEST = 5
# Words of a full name.
FULL = 2
# Letters of an initial ("J."); longer words in capitals are headlines.
INITIAL = 2
# Words of a judge's style and surname.
STYLED = 3
PROPER, NUMBERED = ("NNP", "NNPS"), ("NN", "CD")


def mark_runs(lines: list[Line]) -> None:
    """Mark what can be named in every run of proper nouns that has no name yet."""
    for line in lines:
        if "-" in line.paragraph.text:
            _mark_aircraft(line)
        for first, end in list(_runs(line)):
            start = _behind_title(line, first, end)
            known = line.lowers[end - 1] in lexicon.words("no_names.txt")
            if end - start <= LONGEST and not known and not _touched(line, start, end):
                if end - start == STYLED and is_judge(line, end - 1):
                    mark(line, end - 1, end, "PERSON")
                    continue
                kind = _told(line, start) or (_kind(line, start, end) if end - start > 1 else None)
                if kind is not None:
                    mark(line, start, end, kind)


def is_judge(line: Line, i: int) -> bool:
    """Whether the style of a judge stands before a token: "Lord Justice Bray"."""
    style = line.lowers[i - 2 : i] if i > 1 else []
    return bool(style) and style[1] in lexicon.closed("judicial") and style[0] in lexicon.table("honorifics.tsv")


def _mark_aircraft(line: Line) -> None:
    """Mark "MiG-29" and its like."""
    for i, word in enumerate(line.words):
        if "-" in word and line.owner[i] is None and is_aircraft(word):
            mark(line, i, i + 1, "PRODUCT")


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Where runs of proper nouns without a name begin and end, particles between them taken in."""
    proper = [
        i
        for i, tag in enumerate(line.tags)
        if line.owner[i] is None
        and (
            (tag in PROPER and _is_word(line.words[i]))
            or (tag in NUMBERED and line.tags[i - 1] in PROPER and _is_number_of_model(line, i))
        )
    ]
    start = end = -1
    for i in proper:
        if i != end and not (start < end == i - 1 and _is_particle(line, end)):
            if end > start:
                yield start, end
            start = i
        end = i + 1
    if end > start:
        yield start, end


def _is_number_of_model(line: Line, i: int) -> bool:
    word = line.words[i]
    return i > 0 and word[-1].isdigit() and word[0].isupper()


def _is_particle(line: Line, i: int) -> bool:
    return line.words[i] in lexicon.words("particles.txt") and line.owner[i] is None


def _is_word(word: str) -> bool:
    return word[0].isupper() and (not word.isupper() or len(word) <= INITIAL)


def _touched(line: Line, start: int, end: int) -> bool:
    """Whether a run is the rest of a longer name."""
    before, after = line.owner[start - 1] if start else None, line.owner[end] if end < len(line.words) else None
    return before is not None or after is not None or (start > 0 and line.words[start - 1] == "-")


def _behind_title(line: Line, start: int, end: int) -> int:
    """Where the full name begins in a run that opens with a title: "County Prosecutor" Jane Doe."""
    titles = lexicon.words("titles.txt")
    behind = (
        i + 1 for i in range(start, end - FULL) if line.lowers[i] in titles and lexicon.is_given(line.words[i + 1])
    )
    return next(behind, start)


def _told(line: Line, start: int) -> str | None:
    """What the words before a run say that it is: "the trawler X", "aboard the X", "residents of X"."""
    before = line.lowers[start - 1] if start else ""
    farther = line.lowers[start - 2] if start > 1 else ""
    if "aboard" in (before, farther if before == "the" else ""):
        return "PRODUCT"
    if before == "of" and farther in lexicon.table("of_words.tsv"):
        return lexicon.table("of_words.tsv")[farther]
    classes, titles = lexicon.table("classes.tsv"), lexicon.words("titles.txt")
    if before in classes and before not in titles and line.tags[start - 1] == "NN":
        return classes[before]
    return None


def _kind(line: Line, start: int, end: int) -> str | None:
    first, last = line.words[start], line.words[end - 1]
    heads = lexicon.table("heads.tsv")
    if lexicon.is_given(first) and last not in heads:
        return "PERSON"
    if is_model_number(last):
        return "PRODUCT"
    if last.lower().rstrip(".") in lexicon.closed("legal-forms"):
        return "ORG"
    # At the head of a sentence any word is capitalised ("Great Service").
    return None if line.opens_sentence(start) else heads.get(last) or lexicon.table("openers.tsv").get(first)
