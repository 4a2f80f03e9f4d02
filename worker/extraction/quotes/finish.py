"""Drafts to quotes: speakers, hearers, media and times resolved, quotes inside quotes linked, ids given."""

from collections.abc import Sequence

from worker.contract.facts import Quote, Span, SpeakerResolution, Time
from worker.extraction.document import Document
from worker.extraction.found import Found, Places
from worker.extraction.quotes.confidence import confidence
from worker.extraction.quotes.drafts import Draft
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.phrases import noun_phrase
from worker.extraction.quotes.speakers import Speaker, Speakers
from worker.extraction.quotes.voices import Voices

# Arcs by which a time hangs on a verb.
ADJUNCTS = frozenset(["npadvmod", "prep", "advmod"])


def finish(document: Document, found: Found, drafts: Sequence[Draft]) -> tuple[Quote, ...]:
    """The quotes, in the order of the drafts."""
    unique: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        unique.setdefault((draft.start, draft.end), draft)
    finisher = _Finisher(document, found, tuple(unique.values()))
    chosen = finisher.choose([d for d in unique.values() if d.end > d.start])
    parents = _parents(chosen)
    quotes: list[Quote] = []
    for i, draft in enumerate(chosen):
        above = parents[i]
        quotes.append(_own_words(finisher.quote(i, draft, above), quotes[above] if above is not None else None))
    return tuple(quotes)


def _own_words(quote: Quote, outer: Quote | None) -> Quote:
    """A quote whose speaker is "I" inside another one is that one's speaker's."""
    mention = quote.speaker_mention
    if outer is None or outer.speaker is None or quote.speaker is not None or mention is None:
        return quote
    if mention.text.lower() not in words("own") or outer.type == "indirect":
        return quote
    return quote.model_copy(update={"speaker": outer.speaker, "speaker_resolution": "pronoun"})


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """The innermost quote around each; the drafts stand outer before inner."""
    found: list[int | None] = []
    around: list[int] = []
    for i, draft in enumerate(drafts):
        while around and drafts[around[-1]].end <= draft.start:
            around.pop()
        fitting = (k for k in reversed(around) if drafts[k].end >= draft.end)
        found.append(next(fitting, None))
        around.append(i)
    return found


class _Finisher:
    def __init__(self, document: Document, found: Found, drafts: Sequence[Draft]) -> None:
        self._document = document
        self._found = found
        self._speakers = Speakers(document, found)
        self._voices = Voices(document, found, drafts)
        self._times: Places[Time] = Places((t.start, t.end, t) for t in found.times)

    def choose(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Leave out what a speaker says that others say, unless it is clear who: "they say", "people think"."""
        parents = _parents(drafts)
        return [d for d, above in zip(drafts, parents, strict=True) if not self._idle(d, drafts, above)]

    def _idle(self, draft: Draft, drafts: Sequence[Draft], above: int | None) -> bool:
        if above is None or not drafts[above].marks or draft.marks:
            return False
        speaker = self._speaker(draft)
        said = draft.how == "clause" and draft.cue is not None and bool(draft.cue.uses & {"say", "tell"})
        return speaker is None or speaker.entity is None or not said

    def quote(self, number: int, draft: Draft, parent: int | None) -> Quote:
        speaker = self._heard(draft, outermost=parent is None)
        cue, between = draft.cue, self._document.between
        hearer = cue.hearer if cue is not None else None
        return Quote(
            id=f"q{number + 1}",
            type=draft.type,
            content=between(draft.start, draft.end),
            direct_part=between(*draft.direct) if draft.direct else None,
            speaker=speaker.entity if speaker else None,
            speaker_mention=speaker.mention if speaker and draft.resolution != "carried-over" else None,
            speaker_resolution=self._resolution(draft, speaker),
            cue=between(cue.start, cue.end) if cue else None,
            addressee=self._speakers.entity_at(hearer) if hearer is not None else None,
            medium=self._medium(draft),
            time=self._time(draft),
            inside=f"q{parent + 1}" if parent is not None else None,
            quote_marks=draft.marks,
            confidence=confidence(draft),
        )

    def _speaker(self, draft: Draft) -> Speaker | None:
        return self._speakers.of(draft.speaker) if draft.speaker is not None else None

    def _heard(self, draft: Draft, *, outermost: bool) -> Speaker | None:
        """Who speaks, through a pronoun also the one who spoke before."""
        speaker = self._speaker(draft)
        if speaker is None or draft.speaker is None:
            return speaker
        if speaker.entity is None and (again := self._voices.again(draft.speaker)) is not None:
            speaker = Speaker(again, speaker.mention, "pronoun")
        if outermost and speaker.entity is not None:
            self._voices.heard(draft.speaker, speaker.entity, draft.end)
        return speaker

    def _resolution(self, draft: Draft, speaker: Speaker | None) -> SpeakerResolution:
        if speaker is None or speaker.entity is None:
            return "none"
        return draft.resolution if draft.resolution != "none" else speaker.resolution

    def _medium(self, draft: Draft) -> Span | None:
        noun = draft.medium or (draft.cue.medium if draft.cue is not None else None)
        return self._document.span(noun_phrase(noun)) if noun is not None else None

    def _time(self, draft: Draft) -> str | None:
        """The time that hangs on the reporting verb itself."""
        if draft.cue is None or not self._found.times:
            return None
        for word in draft.cue.token.children:
            if word.dep_ in ADJUNCTS and (noun := next(word.children, None) if word.dep_ == "prep" else word):
                start = self._document.start(noun)
                for time in self._times.covering(start, start + len(noun)):
                    return time.id
        if draft.how == "clause" and draft.cue.end < draft.start:
            return next((time.id for time in self._times.inside(draft.cue.end, draft.start)), None)
        return None
