"""Names that are no names: offices that the model took for organisations ("Secretary of State", "Defence Minister")."""

from worker.extraction.entities import lexicon
from worker.extraction.entities.names import Line, Name, names_of, remove


def drop_offices(lines: list[Line]) -> None:
    """Take out every name that is a title or the portfolio in one."""
    for line in lines:
        for name in list(names_of(line)):
            if _is_portfolio(name) or _is_title(name):
                remove(name)


def _is_portfolio(name: Name) -> bool:
    line, titles = name.line, lexicon.words("titles.txt")
    if any(
        w not in lexicon.words("portfolios.txt") and w not in {"and", "of"} for w in line.lowers[name.start : name.end]
    ):
        return False
    after = line.lowers[name.end] if name.end < len(line.words) else ""
    linked = name.start > 1 and line.lowers[name.start - 1] in {"of", "for"} and line.lowers[name.start - 2] in titles
    return after in titles or linked


def _is_title(name: Name) -> bool:
    lowers = name.line.lowers[name.start : name.end]
    if name.label in {"WORK", "NORP"} or lowers[-1] not in lexicon.words("titles.txt"):
        return False
    before = set(lowers[:-1])
    if not before:
        return name.label != "PERSON" and not name.line.words[name.start].isupper()
    return before <= lexicon.words("title_modifiers.txt") | lexicon.words("portfolios.txt")
