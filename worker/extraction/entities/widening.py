"""Names that the model cut in two or glued together: put right by their neighbours before anything is made of them."""

from worker.extraction.entities import cities, lexicon
from worker.extraction.entities.cleaning import is_noble
from worker.extraction.entities.context import is_model_number
from worker.extraction.entities.names import MOST_NAMES, POSSESSIVE, Line, Name, is_full_name, mark, names_of, remove

# Tokens between the marks round a nickname, at most: "the Uncle".
NICKNAME = 3
OPENING, CLOSING = frozenset({"“", '"', "‘", "'", "("}), frozenset({"”", '"', "’", "'", ")"})
PROPER = ("NNP", "NNPS")
# What the model may have taken the maker of a model for.
MAKERS = frozenset({"PERSON", "ORG", "PRODUCT"})
SAINTS, STREETS, BEFORE_STREET, COMPASS, POSTPOSED = map(
    lexicon.closed, ("saints", "streets", "before-street", "compass", "postposed")
)
# Tokens of "Do-yun".
HYPHENATED = 3
# Letters of a Korean syllable, at most.
SYLLABLE = 5
# Tokens of "Seán and Eoin Kavanagh".
PAIR = 4
FREE = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT"})


def widen(lines: list[Line]) -> None:
    """Give every name the words that belong to it, and two names in one span each their own."""
    for line in lines:
        if not OPENING.isdisjoint(line.words):
            _join_nicknames(line)
        for name in names_of(line):
            if name.listed is not None:
                _with_rank(line, name)
            elif name.label in FREE and line.owner[name.start] is name:
                _mend(line, name)


def _mend(line: Line, name: Name) -> None:
    if _part_two(line, name) or _split(line, name) or _with_district(line, name) or _with_adjective(line, name):
        return
    if line.lowers[name.start] in SAINTS:
        _with_possessive(line, name)
    elif name.label == "PERSON" or " " not in name.text:
        _with_given(line, name)
    if line.owner[name.start] is name:
        _with_kind(line, name) if line.words[name.start] not in lexicon.table("heads.tsv") else _to_kind(line, name)


def _with_rank(line: Line, name: Name) -> None:
    """Take a place in a nobleman's style for him: "the Prince of Wales"; no "Prince of Wales Hospital"."""
    start, end = name.start - 2, name.end
    if start < 0 or not is_noble(line.lowers[start:end]):
        return
    if line.words[start][0].isupper() and (end >= len(line.words) or line.tags[end] not in PROPER):
        mark(line, start, end, "PERSON", by_model=True)


def _part_two(line: Line, name: Name) -> bool:
    """Give two of one surname each a name: "Seán and Eoin Kavanagh"."""
    start, end = name.start, name.end
    if end - start != PAIR or line.lowers[start + 1] != "and" or not lexicon.is_given(line.words[start]):
        return False
    if not is_full_name(line.words[start + 2 : end]):
        return False
    remove(name)
    mark(line, start, start + 1, "PERSON", by_model=True)
    mark(line, start + 2, end, "PERSON", by_model=True)
    return True


def _split(line: Line, name: Name) -> bool:
    """Part "Fjella, Kremlo" and "Soul Museum on Beale Street"; not "Economy, Trade and Industry", not "Acme, Inc."."""
    words, lowers, label = line.words[name.start : name.end], line.lowers[name.start : name.end], name.label
    if words[-1].lower() in STREETS:
        cut = next((i for i, word in enumerate(lowers) if word in BEFORE_STREET), 0)
    else:
        cut = words.index(",") if words.count(",") == 1 and not {"and", "&"} & set(lowers) else 0
        cut = 0 if lowers[cut + 1 : cut + 2] and lowers[cut + 1].rstrip(".") in lexicon.words("corporate.txt") else cut
    if not 0 < cut < len(words) - 1:
        return False
    start, middle, end = name.start, name.start + cut, name.end
    remove(name)
    mark(line, start, middle, label, by_model=True)
    mark(line, middle + 1, end, "FAC" if lowers[cut] in BEFORE_STREET else label, by_model=True)
    return True


def _with_district(line: Line, name: Name) -> bool:
    """Take the place into the name of a court's district: "Southern District of New York"."""
    end = name.end
    if line.lowers[name.start] not in COMPASS or line.lowers[end - 1 : end + 1] != ["district", "of"]:
        return False
    place = line.owner[end + 1] if end + 1 < len(line.words) else None
    if place is not None:
        mark(line, name.start, place.end, "GPE", by_model=True)
    return place is not None


def _with_adjective(line: Line, name: Name) -> bool:
    """Take in the adjective that ends the name of a place in Spanish, Portuguese or Italian: "Cañada Vieja"."""
    end = name.end
    if end >= len(line.words) or line.lowers[end] not in POSTPOSED or line.owner[end] is not None:
        return False
    if end - name.start > 1 or not line.words[end].istitle() or line.tags[end] not in PROPER:
        return False
    mark(line, name.start, end + 1, "GPE" if name.label in {"ORG", "NORP"} else name.label, by_model=True)
    return True


def _with_given(line: Line, name: Name) -> None:
    """Take in the given names right before a surname: "Anders" Lindqvist, "Danielle" Marie Kowalczyk, "Do-yun" Park."""
    start, last = name.start, line.words[name.end - 1]
    if name.label == "PERSON" and _is_eastern(line, start):
        mark(line, start - HYPHENATED, name.end, "PERSON", by_model=True)
        return
    if last in lexicon.table("heads.tsv") or not last[0].isupper() or last.isupper():
        return
    while start > 0 and name.end - start < MOST_NAMES and _is_given(line, start - 1) and not line.opens_sentence(start):
        start -= 1
    if start < name.start:
        mark(line, start, name.end, "PERSON", by_model=True)


def _is_eastern(line: Line, end: int) -> bool:
    """Whether a given name as Koreans write it stands right before a token: "Do-yun" Park."""
    start = end - HYPHENATED
    if start < 0 or line.words[start + 1] != "-" or any(line.owner[start:end]):
        return False
    first, second = line.words[start], line.words[end - 1]
    known = first.lower() in lexicon.table("status.tsv") or lexicon.words("titles.txt") & {first.lower(), second}
    short = len(first) <= SYLLABLE and len(second) <= SYLLABLE and second not in lexicon.table("people.tsv")
    return first.istitle() and second.islower() and short and not known


def _is_given(line: Line, i: int) -> bool:
    """Whether a token is a given name that stands for nothing else here."""
    owner, word = line.owner[i], line.words[i]
    if line.tags[i] not in PROPER or not lexicon.is_given(word) or word in lexicon.listed():
        return False
    return owner is None or (owner.end - owner.start == 1 and owner.listed is None)


def _join_nicknames(line: Line) -> None:
    """Make one name of "Ruud “the Uncle” de Boer"."""
    for i in [i for i, word in enumerate(line.words) if word in OPENING]:
        if i > 0 and line.tags[i - 1] in PROPER:
            close = next(
                (j for j in range(i + 2, min(i + 2 + NICKNAME, len(line.words))) if line.words[j] in CLOSING), 0
            )
            end = _surname_end(line, close + 1) if close else 0
            owner = line.owner[i - 1]
            start = owner.start if owner is not None else i - 1
            person = lexicon.is_given(line.words[i - 1]) or (owner is not None and owner.label == "PERSON")
            if end and person and (owner is None or (owner.end == i and owner.listed is None)):
                mark(line, start, end, "PERSON", by_model=True)


def _surname_end(line: Line, i: int) -> int:
    """Where the surname that begins at a token ends, its particles included; 0 where none begins."""
    while i < len(line.words) and line.lowers[i] in lexicon.words("particles.txt"):
        i += 1
    if i >= len(line.words) or line.tags[i] not in PROPER or not line.words[i][0].isupper():
        return 0
    owner = line.owner[i]
    return owner.end if owner is not None else i + 1


def _with_possessive(line: Line, name: Name) -> None:
    """Take in the "'s" of a saint's house, and what it is called: "St. Anne's Medical Center"."""
    i = name.end
    if i >= len(line.words) or line.lowers[i] not in POSSESSIVE or cities.weight(name.text):
        return
    end, i = i + 1, i + 1
    while i < len(line.words) and i - end < MOST_NAMES and line.tags[i] in PROPER and line.words[i][0].isupper():
        i += 1
        end = i if line.words[i - 1] in lexicon.table("heads.tsv") else end
    mark(line, name.start, end, lexicon.table("heads.tsv").get(line.words[end - 1], "ORG"), by_model=True)


def _to_kind(line: Line, name: Name) -> None:
    """Give a kind that the model took for a name to the name right before it: "Lowmoor" Town."""
    owner = line.owner[name.start - 1] if name.start and name.end - name.start == 1 else None
    if owner is not None and owner.listed is None:
        mark(line, owner.start, name.end, lexicon.table("heads.tsv")[line.words[name.start]], by_model=True)


def _with_kind(line: Line, name: Name) -> None:
    """Take in the word behind that says what is named: Lowmoor "Town", Colegio Santa "Ana", Antonov "An-26"."""
    end = name.end
    if end >= len(line.words) or line.owner[end] is not None or line.shouted or line.opens_sentence(end):
        return
    word, heads = line.words[end], lexicon.table("heads.tsv")
    opened = line.words[name.start] in lexicon.table("openers.tsv") and end - name.start > 1
    label = name.label if opened and word[0].isupper() else heads.get(word)
    if name.label in MAKERS and is_model_number(word):
        mark(line, name.start, end + 1, "PRODUCT", by_model=True)
    elif label is not None and line.tags[end] in PROPER:
        mark(line, name.start, end + 1, label, by_model=True)
