"""A sentence's parse as plain objects."""

from dataclasses import dataclass

# The most hyphens that one word is followed through: "mother-in-law-to-be".
HYPHENS = 4
MARKS = frozenset(("PUNCT", "SPACE"))
BULLETS = frozenset("•·▪■►*")
# Marks that stay at the beginning and at the end of a stretch of words.
OPENING, CLOSING = frozenset('“"$'), frozenset('”"%')
VERBAL = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])


class Word:
    """A token: offsets are code points into the whole text; ``left``, ``right`` and ``cut`` are indices in the sentence.

    ``text`` is the word with plain marks, as the model read it. ``left`` and ``right`` bound everything below the word;
    ``cut`` is where its own words end, before relative clauses, appositions after a comma and other clauses: never before
    the word itself.
    """

    __slots__ = (
        "children", "cut", "dep", "end", "head", "i", "left", "lemma", "lower", "pos", "right", "start", "tag", "text"
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 - one for each column of the parse, which are read side by side
        self, i: int, start: int, end: int, text: str, lower: str, lemma: str, tag: str, pos: str, dep: str
    ) -> None:
        self.i = self.left = self.right = self.cut = i
        self.start, self.end = start, end
        self.text, self.lower, self.lemma = text, lower, lemma
        self.tag, self.pos, self.dep = tag, pos, dep
        self.head: Word = self
        self.children: list[Word] = []

    @property
    def verbal(self) -> bool:
        """Whether the word is a verb form, the copula included."""
        return self.tag in VERBAL

    def child(self, *deps: str) -> "Word | None":
        """The first child that hangs by one of these arcs."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def kids(self, *deps: str) -> "list[Word]":
        """All children that hang by one of these arcs, in the order of the text."""
        return [c for c in self.children if c.dep in deps] if self.children else []


@dataclass(slots=True, eq=False)
class Tree:
    """One sentence: its words in the order of the text; in ``order`` its verbs and all heads, each before what is below it.

    ``denying`` says whether a word that may deny a clause is among them, ``parted`` whether a colon is, ``described`` whether
    an apposition is; ``question`` whether it ends in a question mark, closing quotation marks aside.
    """

    words: list[Word]
    order: list[Word]
    quoted: bool = False
    hyphenated: bool = False
    denying: bool = False
    parted: bool = False
    described: bool = False
    question: bool = False

    def fell(self) -> None:
        """Part every word from its head once the sentence is read: a tree in a circle is left to the garbage collector."""
        for word in self.words:
            del word.head

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Where the words ``first`` to ``last`` (both included) stand in the text, marks and blanks at the ends left out."""
        words = self.words
        while (
            first < last
            and (words[first].pos in MARKS or words[first].text in BULLETS)
            and words[first].text not in OPENING
        ):
            first += 1
        while last > first and words[last].pos in MARKS and words[last].text not in CLOSING:
            last -= 1
        if self.hyphenated:
            first, last = self._whole(first, last)
        return words[first].start, words[self._closing(first, last) if self.quoted else last].end

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """The two without cutting a hyphenated word that the model took apart: "co" of "co-founder"."""
        words = self.words
        for _ in range(HYPHENS):
            if last + 2 < len(words) and words[last + 1].text == "-" and words[last].end == words[last + 2].start - 1:
                last += 2
            if first > 1 and words[first - 1].text == "-" and words[first - 2].end == words[first].start - 1:
                first -= 2
        return first, last

    def _closing(self, first: int, last: int) -> int:
        """The word that closes a quotation which opens between the two, where it stands just behind them."""
        words = self.words
        quoted = [w.text for w in words[first : last + 1] if w.text in {"“", "”"}]
        if quoted and quoted[-1] == "“":
            return next((w.i for w in words[last + 1 : last + 3] if w.text == "”"), last)
        return last


def is_infinitive(word: Word) -> bool:
    """Whether the word is a bare form with "to" before it, or shares that "to" as the second of two."""
    if word.tag != "VB":
        return False
    if any(c.lower == "to" and c.dep == "aux" for c in word.children):
        return True
    return word.dep in {"xcomp", "conj"} and not word.child("nsubj", "aux") and word.head.tag == "VB"
