"""Indirect speech: the clause that a reporting word takes, and what "according to" covers."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.phrases import child, subject_of, trimmed

SELVES = frozenset(["i", "we", "you"])


def read_clauses(document: Document, cues: list[Cue]) -> Iterator[Draft]:
    """The clauses that reporting verbs take."""
    for cue in cues:
        clause = cue.complement
        if clause is None or cue.uses <= {"direct"} or _own_mind(cue):
            continue
        for first, last in _pieces(clause, cue.token):
            stretch = trimmed(clause.doc, first, last)
            yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "clause", cue.subject)


def _own_mind(cue: Cue) -> bool:
    """A speaker on himself, as in "I believe ...", says no more than what follows."""
    subject = cue.subject
    return subject is not None and subject.lower_ in SELVES and bool(cue.uses & {"think", "show"})


def _pieces(clause: Token, cue: Token) -> Iterator[tuple[int, int]]:
    """A clause without the reporting verb in its middle."""
    first, last = clause.left_edge.i, clause.right_edge.i
    if first <= cue.i <= last:
        if clause.i > cue.i:
            first = max(cue.i + 1, clause.i)
        else:
            last = min(cue.left_edge.i, cue.i) - 1
    if first < last and clause.doc[first].lower_ == "that" and clause.doc[first].dep_ == "mark":
        first += 1
    if first <= last:
        yield first, last


def read_nouns(document: Document, sentence: Tokens) -> Iterator[Draft]:
    """Clauses that nouns of saying take: "the claim that ..."."""
    for token in sentence:
        if (
            token.dep_ in {"acl", "ccomp", "relcl"}
            and token.head.pos_ == "NOUN"
            and token.head.lower_ in words("nouns")
        ):
            mark = child(token, "mark")
            if mark is None or mark.lower_ != "that" or mark.i != token.head.i + 1:
                continue
            noun = token.head
            stretch = trimmed(token.doc, mark.i + 1, token.right_edge.i)
            cue = Cue(noun, frozenset(["noun"]), document.start(noun), document.end(noun), _holder(noun))
            yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "noun", cue.subject)


def _holder(noun: Token) -> Token | None:
    """Whose claim it is: the possessor, or who makes it."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"}), None)
    if of is not None and of.i < noun.i + 2:
        return child(of, "pobj")
    return subject_of(noun.head) if noun.dep_ == "dobj" else None


def read_according(document: Document, sentence: Tokens) -> Iterator[Draft]:
    """What stands beside "according to X"."""
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= sentence.end or token.nbor().lower_ != "to":
            continue
        source = child(token.nbor(), "pobj") or child(token, "pobj")
        if source is None:
            continue
        cue = Cue(token, frozenset(["according"]), document.start(token), document.end(token.nbor()), source)
        last = max(source.right_edge.i, token.right_edge.i)
        before, after = (sentence.start, token.i - 1), (last + 1, sentence.end - 1)
        first, final = before if before[1] - before[0] > 1 else after
        if final - first < 1:
            continue
        stretch = trimmed(token.doc, first, final)
        yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "according", source)
