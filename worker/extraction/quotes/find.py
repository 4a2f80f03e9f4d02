"""All quotes of an article: direct speech by its marks, indirect speech by the parse, then who speaks and what is inside what."""

from bisect import bisect_right
from collections.abc import Sequence

from worker.contract.facts import Quote
from worker.extraction.document import Document
from worker.extraction.found import Found, Places
from worker.extraction.quotes.colons import read_before_colons
from worker.extraction.quotes.coordinated import regroup
from worker.extraction.quotes.cues import read_cues
from worker.extraction.quotes.direct import Speech
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.finish import finish
from worker.extraction.quotes.fragments import read_fragments
from worker.extraction.quotes.indirect import read_according, read_acts, read_clauses, read_names, read_nouns
from worker.extraction.quotes.joining import join, merge
from worker.extraction.quotes.lost import end_lost, read_dashed
from worker.extraction.quotes.marks import Passage, read_passages
from worker.extraction.quotes.transcripts import read_labelled


def find_quotes(document: Document, found: Found) -> tuple[Quote, ...]:
    """Read the quotes of an article.

    Args:
        document: the analysed text.
        found: entities and times of the same text.

    Returns:
        Quotes q1, q2, ... in the order of the text, outer before inner.
    """
    passages = read_passages(document.text, [(p.start, p.end) for p in document.paragraphs])
    cues: list[Cue] = []
    indirect: list[Draft] = []
    for paragraph in document.paragraphs:
        own = list(read_cues(paragraph))
        regroup(own)
        cues += own
        indirect += read_clauses(document, own)
        indirect += read_acts(document, own)
        indirect += read_names(document, own)
        indirect += read_according(document, paragraph)
        indirect += read_nouns(document, paragraph)
    end_lost(document, passages, cues)
    passages += read_dashed(document, passages, cues)
    passages.sort(key=lambda p: (p.start, -p.end))
    outer, inner = [p for p in passages if not p.depth], [p for p in passages if p.depth]
    own = _outside(cues, outer)
    direct = Speech(document, own).read(outer) + Speech(document, cues).read_inner(inner)
    drafts = join(outer, direct, indirect, tuple(read_before_colons(document, direct)))
    more = read_fragments(document, _left(outer, drafts), {cue.start: cue for cue in own})
    said = sorted([*merge(drafts, more), *read_labelled(document, found)], key=lambda d: (d.start, -d.end))
    return finish(document, found, said)


def _left(passages: Sequence[Passage], drafts: Sequence[Draft]) -> list[Passage]:
    """The passages that are part of no quote yet."""
    taken = Places((d.start, d.end, d) for d in drafts)
    return [p for p in passages if not taken.covering(p.start, p.end)]


def _outside(cues: Sequence[Cue], outer: Sequence[Passage]) -> list[Cue]:
    starts = [p.left for p in outer]
    return [cue for cue in cues if not _within(cue.start, outer, starts)]


def _within(offset: int, outer: Sequence[Passage], starts: Sequence[int]) -> bool:
    i = bisect_right(starts, offset) - 1
    return i >= 0 and offset < outer[i].right
