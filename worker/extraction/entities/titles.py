"""Names that are no names: offices that the model took for organisations ("Secretary of State", "Defence Minister")."""

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Line, Name, mark, names_of, remove


def drop_offices(lines: list[Line]) -> None:
    """Take out every name that is a title or the portfolio in one."""
    for line in lines:
        for name in names_of(line):
            people = lexicon.listed().get(line.words[name.start])
            own = name.start + 1 if people is not None and people.type == "NORP" else name.start
            if _is_portfolio(name, own) or _is_title(name):
                remove(name)
                if people is not None and own > name.start:
                    mark(line, name.start, own, people.type, people)


def _is_portfolio(name: Name, own: int) -> bool:
    """Whether a name is the portfolio of an office, behind a people perhaps: "British Business" Secretary."""
    line, titles = name.line, lexicon.words("titles.txt")
    words = line.lowers[own : name.end]
    if not words or any(w not in lexicon.words("portfolios.txt") and w not in {"and", "of"} for w in words):
        return False
    after = line.lowers[name.end] if name.end < len(line.words) else ""
    linked = name.start > 1 and line.lowers[name.start - 1] in {"of", "for"} and line.lowers[name.start - 2] in titles
    return after in titles or linked


def _is_cut_short(name: Name) -> bool:
    """Whether a name is an abbreviated title whose dot became a token of its own: "Sgt" of "Sgt." Jane Doe."""
    line, i = name.line, name.end
    return i + 1 < len(line.words) and line.words[i] == "." and lexicon.is_cut_short(line.lowers[i - 1])


def _is_title(name: Name) -> bool:
    lowers = name.line.lowers[name.start : name.end]
    if name.label == "WORK" or name.listed is not None or lowers[-1] not in lexicon.words("titles.txt"):
        return False
    if _is_cut_short(name):
        return True
    before = set(lowers[:-1])
    if not before:
        return name.label != "PERSON" and not name.line.words[name.start].isupper()
    return before <= lexicon.words("title_modifiers.txt") | lexicon.words("portfolios.txt")
