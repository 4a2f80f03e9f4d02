"""Quoted words in a sentence of the article's own: "called the plan 'reckless'", "spoke of 'a new start'"."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.marks import Passage
from worker.extraction.quotes.phrases import trimmed

# From the quoted words up to the verb that they belong to.
STEPS = 7
USES = frozenset(["say", "tell", "name", "act"])
WITHIN = frozenset(["dobj", "pobj", "oprd", "xcomp", "ccomp", "prep", "pcomp", "attr", "acomp", "advmod", "dative", "conj",
                    "amod", "compound", "poss", "nmod", "npadvmod", "nsubj", "acl", "dep", "appos"])  # fmt: skip


def read_fragments(document: Document, passages: Sequence[Passage], cues: Mapping[int, Cue]) -> Iterator[Draft]:
    """Quoted words below a verb of saying or naming.

    Args:
        document: the analysed text.
        passages: passages that no other rule took.
        cues: reporting verbs by their start.

    Returns:
        For each verb the whole phrase that the quoted words stand in.
    """
    for passage in passages:
        tokens = document.tokens(passage.start, passage.end)
        found = _above(document, tokens.root, cues) if tokens else None
        if found is None:
            continue
        cue, below = found
        stretch = trimmed(below.doc, below.left_edge.i, below.right_edge.i)
        start, end = document.start(stretch), document.end(stretch)
        start = passage.left if start == passage.start else start
        if start >= cue.end and start <= passage.start:
            end = max(end, passage.right)
            yield Draft(start, end, "mixed", cue, "words", cue.subject, direct=(passage.start, passage.end))


def _above(document: Document, token: Token, cues: Mapping[int, Cue]) -> tuple[Cue, Token] | None:
    """The reporting verb above a word, and its child on the way down."""
    for _ in range(STEPS):
        head = token.head
        if head == token or token.dep_ not in WITHIN:
            return None
        cue = cues.get(document.start(head))
        if cue is not None and cue.uses & USES and cue.subject is not None:
            return cue, token
        token = head
    return None
