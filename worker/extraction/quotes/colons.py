"""A report that a colon proves: what "said this was her last term: '...'" reports before the quotation."""

from collections.abc import Iterator, Sequence

from worker.extraction.document import Document
from worker.extraction.quotes.drafts import Draft
from worker.extraction.quotes.phrases import SUBJECTS, child, trimmed

# A colon, a blank and a mark.
BESIDE = 4


def read_before_colons(document: Document, direct: Sequence[Draft]) -> Iterator[Draft]:
    """The clauses between a reporting verb and the colon before its quotation."""
    for draft in direct:
        cue = draft.cue
        colon = document.text.rfind(":", max(draft.start - BESIDE, 0), draft.start)
        if cue is None or draft.how != "cued" or colon <= cue.end:
            continue
        between = [t for t in document.tokens(cue.end, colon) or () if t.i > cue.token.i]
        told = (t for t in between if t.dep_ == "ccomp" and (s := child(t, *SUBJECTS)) is not None and s in between)
        verb = next(told, None)
        if verb is None or any(c.dep_ == "mark" and c.lower_ != "that" for c in verb.lefts):
            continue
        first = verb.left_edge.i + (verb.left_edge.lower_ == "that")
        stretch = trimmed(verb.doc, max(first, between[0].i), between[-1].i)
        yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "clause", cue.subject)
