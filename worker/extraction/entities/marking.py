"""Marks every name in the text: the model's, the lists', and those that the document repeats."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from worker.extraction.entities import cleaning, lexicon
from worker.extraction.entities.lexicon import Listed
from worker.extraction.entities.names import DASHES, POSSESSIVE, Line, Name, is_full_name, mark, names_of
from worker.extraction.entities.phrases import Phrases
from worker.extraction.entities.sameness import MISSPELT_FROM, inflected

T = TypeVar("T")
LABELS = {label: label for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW")}
LABELS["WORK_OF_ART"] = "WORK"
# Surnames of so few letters ("Li", "Wu") are too often something else where the model sees nothing.
SHORT = 2
FINITE = frozenset({"VBD", "VBZ", "MD"})
AFTER_NAME = frozenset({",", ":", "'s", "’s", "and"})


class _Repeated(NamedTuple):
    """What the document says of a name elsewhere: its type by the model, and whether it has the word in small letters too."""

    label: str
    common: bool


def mark_names(lines: list[Line]) -> None:
    """Mark all names in their lines, none inside another."""
    told = not all(line.shouted for line in lines)
    for line in lines:
        if line.dateline and line.lowers[0] not in lexicon.words("no_names.txt"):
            mark(line, 0, _place_end(line), "GPE", by_model=True)
        for ent in line.doc.ents:
            label = LABELS.get(ent.label_)
            if label is not None:
                _mark_span(line, ent.start, ent.end, label, told=told)
        _match(line, _listed_phrases(), _add_listed)
        if line.dateline:
            _mark_dateline(line)


def _mark_span(line: Line, start: int, end: int, label: str, *, told: bool) -> None:
    """Mark the name in a span of the model; ``told`` says that the text has more than headlines in capitals."""
    label = cleaning.settled(line, start, end, label)
    piece = cleaning.trimmed(line, start, end, label)
    if piece is None:
        return
    # In a headline in capitals the model takes whole clauses for names; the text names them in full.
    glued = told and line.shouted and piece[1] - piece[0] > 1 and not line.dateline
    if not glued and not any(line.owner[slice(*piece)]):
        mark(line, *piece, label, by_model=True)


def _mark_dateline(line: Line) -> None:
    """Mark the place that a dateline begins with where nothing did: it can be nothing else."""
    end = 0
    while end < len(line.words) and line.words[end].isupper() and line.words[end].isalpha() and line.owner[end] is None:
        end += 1
    place = 0 < end < len(line.words) and line.words[end] in {",", "(", "—", "–", "-", "--"}
    if place and line.lowers[0] not in lexicon.words("no_names.txt"):
        mark(line, 0, end, "GPE")


def _place_end(line: Line) -> int:
    """Where the place that opens a dateline ends."""
    words = line.words
    return next(
        i for i in range(1, len(words)) if words[i] in {",", "(", "/"} or (words[i] in DASHES and _apart(line, i))
    )


def _apart(line: Line, i: int) -> bool:
    """Whether a dash is none inside a name: "SAINT-MALO" has it glued."""
    return bool(line.doc[i - 1].whitespace_) or i + 1 == len(line.words)


def repeat_names(lines: list[Line]) -> None:
    """Mark, where the model saw nothing, the names that it saw elsewhere in the document, and surnames of full names."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for line in lines:
        for name in names_of(line):
            words = tuple(line.words[name.start : name.end])
            votes.setdefault(words, Counter())[name.label] += 1
            for company in _first_words(words) if name.label == "ORG" else ():
                votes.setdefault(company, Counter())["ORG"] += 1
            person = name.label == "PERSON" or (name.listed is None and is_full_name(words))
            for surname in _surnames(words) if person else ():
                votes.setdefault(surname, Counter())["PERSON"] += 1
    common = _written_small(lines, {words[0].lower() for words in votes if len(words) == 1})
    phrases = Phrases(
        (words, _Repeated(found.most_common(1)[0][0], words[-1].lower() in common))
        for words, found in votes.items()
        if words[-1][:1].isupper()
    )
    long = {
        lexicon.plain(words[-1])
        for words, found in votes.items()
        if "PERSON" in found and len(words[-1]) >= MISSPELT_FROM
    }
    owned = {words[0] for words in votes if len(words) > 1 and words[1] in POSSESSIVE}
    for line in lines:
        _match(line, phrases, _add_repeated)
        if long:
            _add_misspelt(line, long)
        for name in names_of(line) if owned else ():
            _take_possessive(line, name, owned)


def _written_small(lines: list[Line], words: set[str]) -> set[str]:
    """Those of the words that the document has in small letters."""
    return {word for line in lines for word in line.words if word in words}


def _first_words(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a company is called without its legal form and what it deals in: "Elkhorn" of Elkhorn Partners LP."""
    end = len(words)
    while end > 1 and words[end - 1].lower().rstrip(".") in lexicon.company_words():
        end -= 1
        known = end == 1 and (_is_common(words[0]) or words[0] in lexicon.listed() or lexicon.is_given(words[0]))
        if not known and all(word[0].isupper() for word in words[:end]):
            yield words[:end]


def _is_common(word: str) -> bool:
    """Whether a word opens names of many kinds: "First" Capital, "National" Foods."""
    lists = ("titles.txt", "title_modifiers.txt", "portfolios.txt", "no_names.txt", "firms.txt", "corporate.txt")
    return (
        len(word) <= SHORT or word in lexicon.table("heads.tsv") or any(word.lower() in lexicon.words(x) for x in lists)
    )


def _take_possessive(line: Line, name: Name, owned: set[str]) -> None:
    """Give a name the "'s" that it has where it stands in full: "Moody's" of Moody's Investors Service."""
    i = name.end
    if i - name.start == 1 and line.words[name.start] in owned and i < len(line.words) and line.lowers[i] in POSSESSIVE:
        mark(line, name.start, i + 1, name.label, by_model=name.by_model)


def _add_misspelt(line: Line, surnames: set[str]) -> None:
    """Mark a proper noun that is a surname of the document but for one letter."""
    for i in [i for i, tag in enumerate(line.tags) if tag == "NNP" and line.owner[i] is None]:
        word = line.words[i]
        if len(word) >= MISSPELT_FROM - 1 and word[0].isupper():
            form = lexicon.plain(word)
            near = (name for name in surnames if name[0] == form[0] and OSA.distance(name, form, score_cutoff=1) <= 1)
            if next((name for name in near if not inflected(name, form)), None):
                mark(line, i, i + 1, "PERSON")


def _surnames(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The surname of a full name, its particles as inside a sentence and as at its head."""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in lexicon.words("particles.txt"):
        start -= 1
    if start > 0 and len(words[-1]) > SHORT:
        yield words[start:]
        yield (words[start].capitalize(), *words[start + 1 :])


def _match(line: Line, phrases: Phrases[T], add: Callable[[Line, int, int, T], bool]) -> None:
    words, done = line.cased, 0
    for i in phrases.openings(words):
        if i >= done:
            hit = phrases.at(words, i)
            if hit is not None and add(line, i, *hit):
                done = hit[0]


def _add_listed(line: Line, start: int, end: int, entry: Listed) -> bool:
    owners = {id(n): n for n in line.owner[start:end] if n is not None}.values()
    if any(n.start < start or n.end > end for n in owners):
        return False
    if not owners and not _stands_alone(line, end, entry):
        return False
    for owner in owners:
        if owner.start == start and owner.end == end:
            owner.listed = entry
            return True
    mark(line, start, end, entry.type, entry)
    return True


def _stands_alone(line: Line, end: int, entry: Listed) -> bool:
    if not line.tags[end - 1].startswith(("NNP", "JJ")):
        return False
    return entry.type == "NORP" or not _is_name_part(line, end)


def _add_repeated(line: Line, start: int, end: int, name: _Repeated) -> bool:
    if any(line.owner[start:end]) or not (_is_named(line, start, end) or _acts(line, end, name)):
        return False
    if _is_name_part(line, end) or (_is_name_part(line, start - 1) and line.lowers[start - 1] not in _openers()):
        return False
    mark(line, start, end, name.label)
    return True


def _is_named(line: Line, start: int, end: int) -> bool:
    """Whether the tagger sees a name, or cannot see one: in a headline in capitals its tags tell nothing."""
    return line.tags[end - 1].startswith("NNP") or (
        line.shouted and (end - start > 1 or len(line.words[start]) > SHORT)
    )


def _acts(line: Line, end: int, name: _Repeated) -> bool:
    """Whether a capitalised word that the tagger took for another noun stands within a sentence, or as a person would.

    As in "Price said", "Marques, a surgeon," and "Doe: I did". What is no person must have no other meaning in the
    document: "Lyon, the holders, have not won".
    """
    if end >= len(line.tags) or not line.words[end - 1][0].isupper():
        return False
    if name.label != "PERSON":
        sole = (
            name.label not in {"NORP", "WORK"} and not name.common and line.tags[end - 1] == "NN" and not line.shouted
        )
        return sole and (line.tags[end] in FINITE | {"VBP"} or line.words[end] in AFTER_NAME)
    within = not line.opens_sentence(end - 1) and line.tags[end - 1].startswith("NN") and not line.shouted
    return within or line.tags[end] in FINITE or line.words[end] in AFTER_NAME


def _is_name_part(line: Line, i: int) -> bool:
    """Whether a token beside a name may be a part of it that nothing has claimed."""
    return not line.shouted and 0 <= i < len(line.words) and line.tags[i].startswith("NNP") and line.owner[i] is None


@cache
def _openers() -> frozenset[str]:
    return lexicon.words("titles.txt") | frozenset(lexicon.table("honorifics.tsv"))


@cache
def _listed_phrases() -> Phrases[Listed]:
    return Phrases((lexicon.tokens(form), entry) for form, entry in lexicon.listed().items())
