"""The data files with the words that rules look for, as each kind of fact keeps them in its folder ``lexicons/``."""

from importlib.resources import files


class WordLists:
    """Reads the word lists of one kind of fact; what reads one keeps what it made of it.

    Args:
        package: the package that the folder ``lexicons/`` stands in.
    """

    def __init__(self, package: str) -> None:
        self._folder = files(package) / "lexicons"

    def lines(self, name: str) -> list[str]:
        """The lines of a file without comments and empty ones.

        Raises:
            FileNotFoundError: there is no such file.
        """
        text = (self._folder / name).read_text(encoding="utf-8")
        return [line for line in text.splitlines() if line and not line.startswith("#")]

    def rows(self, name: str) -> list[list[str]]:
        """The columns of each line, which tabs part."""
        return [line.split("\t") for line in self.lines(name)]

    def sets(self, name: str) -> dict[str, frozenset[str]]:
        """Small sets, a line each: its name, a tab, its words; an underscore in a word stands for a blank."""
        return {of: frozenset(word.replace("_", " ") for word in listed.split()) for of, listed in self.rows(name)}


class Sets(dict[str, frozenset[str]]):
    """The small sets of one file by their names, read when the first one is asked for.

    Args:
        lists: the word lists that the file is one of.
        name: the file.
    """

    def __init__(self, lists: WordLists, name: str) -> None:
        self._lists, self._name = lists, name

    def __missing__(self, key: str) -> frozenset[str]:
        sets = self._lists.sets(self._name)
        self.update(sets)
        return sets[key]
