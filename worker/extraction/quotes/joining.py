"""Direct and indirect speech put together: what both rules found is one quote, and marks inside a clause make it mixed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from worker.extraction.found import Places
from worker.extraction.quotes.drafts import Draft
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.marks import Passage

# Of a clause that is a quotation in all but a word or two.
SAME = 0.8


def join(
    outer: Sequence[Passage], direct: Sequence[Draft], indirect: Sequence[Draft], proven: Sequence[Draft]
) -> list[Draft]:
    """All drafts, each piece of speech once.

    Args:
        outer: what stands between marks, the outermost only.
        direct: drafts of whole passages.
        indirect: drafts of clauses.
        proven: drafts of clauses before the colon of a quotation that shares their reporting verb.

    Returns:
        The drafts in the order of the text.
    """
    spoken = {id(d.cue) for d in direct if d.cue is not None and d.how == "cued"}
    starts = [p.left for p in outer]
    places = Places((p.start, p.end, p) for p in outer)
    speech = Places((d.start, d.end, d) for d in direct)
    taken: set[tuple[int, int]] = set()
    kept: list[Draft] = []
    unclosed = {p.start for p in outer if not p.closed}
    for draft in indirect:
        if draft.start in unclosed and draft.cue is not None and draft.cue.start > draft.end:
            draft.type, draft.marks = "direct", True
            taken |= {(d.start, d.end) for d in speech.covering(draft.start, draft.end) if d.how != "cued"}
            kept.append(draft)
            continue
        beside = speech.covering(draft.start, draft.start + 1) or speech.inside(draft.start, draft.end)
        if draft.how == "according" and beside:
            _according(beside[0], draft)
        elif id(draft.cue) not in spoken:
            _fit(draft, outer, starts, places)
            taken |= {(p.start, p.end) for p in places.inside(draft.start, draft.end)}
            kept.append(draft)
    for draft in proven:
        _fit(draft, outer, starts, places)
        kept.append(draft)
    kept += [d for d in direct if d.how == "cued" or (d.start, d.end) not in taken]
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _according(speech: Draft, draft: Draft) -> None:
    """What "according to" beside a quotation names: its speaker, or where it was said if somebody else says it."""
    if speech.cue is None and speech.how == "alone":
        speech.cue, speech.speaker, speech.how = draft.cue, draft.speaker, "cued"
    elif draft.speaker is not None and draft.speaker.lower_ in words("media"):
        speech.medium = draft.speaker


def merge(drafts: Sequence[Draft], more: Iterable[Draft]) -> list[Draft]:
    """Drafts with those of quoted words, one for each reporting verb: the widest phrase."""
    cued = {id(d.cue) for d in drafts if d.cue is not None}
    widest: dict[int, Draft] = {}
    for draft in more:
        key = id(draft.cue)
        if key not in cued and (key not in widest or draft.end - draft.start > widest[key].end - widest[key].start):
            widest[key] = draft
    return sorted([*drafts, *widest.values()], key=lambda d: (d.start, -d.end))


def _leads(draft: Draft, passage: Passage) -> bool:
    """Whether a quotation is only the head of the clause that a verb before it takes: "said 'whoever it was' would pay"."""
    return draft.start == passage.start and draft.cue is not None and draft.cue.end <= passage.left


def _fit(draft: Draft, outer: Sequence[Passage], starts: list[int], places: Places[Passage]) -> None:
    """End a clause where the quotation in it ends, and say what of it is quoted."""
    first = max(0, bisect_right(starts, draft.start) - 1)
    for passage in outer[first : bisect_right(starts, draft.end)]:
        if draft.start <= passage.left < draft.end < passage.right:
            draft.end = passage.right
        elif passage.left < draft.start < passage.right < draft.end:
            if _leads(draft, passage):
                draft.start = passage.left
            else:
                draft.end = passage.end
    quoted = places.inside(draft.start, draft.end)
    if not quoted:
        return
    longest = max(quoted, key=lambda p: p.end - p.start)
    draft.direct = (longest.start, longest.end)
    if longest.end - longest.start >= SAME * (draft.end - draft.start):
        draft.type, draft.start, draft.end, draft.direct, draft.marks = "direct", longest.start, longest.end, None, True
    else:
        draft.type = "mixed"
        draft.end = max(draft.end, longest.right) if draft.end == longest.end else draft.end
