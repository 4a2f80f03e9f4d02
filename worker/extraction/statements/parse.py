"""A sentence's parse read from the model once, with the edges that the rules ask for again and again.

Everything here is linear in the length of the sentence and free of recursion, so that a sentence of 5,000 tokens or a
tree 5,000 deep costs what its length costs.
"""

from collections.abc import Iterator
from itertools import count, pairwise

from worker.extraction.document import Document, Paragraph
from worker.extraction.statements.lexicon import denials, lemmas
from worker.extraction.statements.mending import mend
from worker.extraction.statements.tree import MARKS, VERBAL, Tree, Word, is_infinitive

# Where a clause's or a noun's own words end: what follows is said in another statement, or beside the point.
NEVER_INSIDE = frozenset(["advcl", "parataxis", "punct", "cc", "csubj", "dep", "meta", "intj", "mark"])
OUTSIDE = NEVER_INSIDE | {"relcl", "conj", "appos", "acl"}
OPENERS = frozenset(("(", "[", "—", "–", "--"))


def read_trees(document: Document) -> Iterator[Tree]:
    """The parse of every sentence, in the order of the text; each is taken apart when the next one is asked for."""
    for paragraph in document.paragraphs:
        columns = paragraph.columns
        for first, end in pairwise([*columns.sentences, len(columns.words)]):
            tree = _read_tree(paragraph, slice(first, end))
            yield tree
            tree.fell()


def _read_tree(paragraph: Paragraph, here: slice) -> Tree:
    words = _read_words(paragraph, here)
    said = set(paragraph.columns.lowers[here])
    if not said.isdisjoint(lemmas()):
        _correct_lemmas(words)
    mend(words)
    root = next(w for w in words if w.head is w)
    order = [root]
    for word in order:  # grows while it is read: breadth first
        order.extend([c for c in word.children if c.children or c.tag in VERBAL])
        if word.dep == "acl" and _is_relative(word):
            word.dep = "relcl"
    for word in reversed(order):
        if word.children:
            _set_edges(word, words)
    return Tree(
        words,
        order,
        quoted="''" in paragraph.columns.tags[here],
        hyphenated="-" in said,
        denying=not said.isdisjoint(denials()),
        parted=":" in said,
        described="appos" in paragraph.columns.deps[here],
        question="?" in said and _is_question(words),
    )


def _is_question(words: list[Word]) -> bool:
    for word in reversed(words[-4:]):
        if word.text == "?":
            return True
        if word.pos not in MARKS:
            return False
    return False


def _read_words(paragraph: Paragraph, here: slice) -> list[Word]:
    """The words of a sentence, a slice of a paragraph's tokens, with their arcs."""
    of, from_start, first = paragraph.columns, paragraph.start.__add__, here.start
    starts, ends = map(from_start, of.starts[here]), map(from_start, of.ends[here])
    strings = (of.words[here], of.lowers[here], of.lemmas[here], of.tags[here], of.pos[here], of.deps[here])
    words = list(map(Word, count(), starts, ends, *strings))
    for word, at in zip(words, of.heads[here], strict=True):
        head = words[at - first]
        if head is not word:
            word.head = head
            head.children.append(word)
    return words


def _correct_lemmas(words: list[Word]) -> None:
    """The lemmas of verb forms that the model's lemmatizer gets wrong."""
    exceptions = lemmas()
    for word in words:
        if word.lower in exceptions and word.verbal:
            word.lemma = exceptions[word.lower]


def _is_relative(word: Word) -> bool:
    """A clause on a noun with a subject or a relative pronoun of its own, which the model sometimes takes for a participle."""
    if is_infinitive(word):
        return False
    return any(c.dep == "nsubj" or (c.dep == "dobj" and c.lower in {"that", "which", "whom"}) for c in word.children)


def _set_edges(word: Word, words: list[Word]) -> None:
    i, first, last = word.i, word.children[0], word.children[-1]
    if first.i < i:
        word.left = first.left
    if last.i < i:
        return
    word.right = last.right
    nominal = not word.verbal
    for child in word.children:
        if child.i < i or child.dep == "case":
            continue
        if child.dep in OUTSIDE and _stands_outside(child, word, words, nominal=nominal):
            if child.dep in {"punct", "cc"} and child.text not in OPENERS:
                continue
            if nominal and child.dep in {"appos", "relcl"} and _goes_on(word, child):
                continue
            break
        word.cut = child.cut
        if child.cut < child.right and not _trails_mark(child, words):
            break


def _goes_on(word: Word, child: Word) -> bool:
    """Whether a further conjunct follows: "Google, the search giant, and Amazon"."""
    return any(c.dep == "conj" and c.i > child.i and not c.verbal for c in word.children)


def _trails_mark(word: Word, words: list[Word]) -> bool:
    return all(words[i].pos == "PUNCT" for i in range(word.cut + 1, min(word.right, word.cut + 3) + 1)) and (
        word.right - word.cut <= 3  # noqa: PLR2004 - a closing mark or two
    )


def _stands_outside(child: Word, word: Word, words: list[Word], *, nominal: bool) -> bool:
    dep = child.dep
    if dep in NEVER_INSIDE:
        return not (dep == "advcl" and is_infinitive(child))
    if dep == "relcl":
        return True
    if dep == "conj" and child.verbal and any(c.dep in {"nsubj", "nsubjpass"} for c in child.children):
        return True
    if dep == "conj":
        return not nominal and not is_infinitive(word)
    after_comma = child.left > 0 and words[child.left - 1].text in {",", *OPENERS}
    return dep in {"appos", "acl"} and after_comma
