"""Pronouns of speech: "I", "my" and "we" of a quote are its speaker; a speaker does not call himself "he"."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from worker.contract.facts import Entity, Mention, Quote, Span
from worker.extraction.document import Document, Paragraph
from worker.extraction.entities import lexicon

ONE, GROUP = lexicon.closed("one"), lexicon.closed("group")


def add_spoken(document: Document, entities: Sequence[Entity], quotes: Sequence[Quote]) -> list[Entity]:
    """The entities with the pronouns of their speech.

    Args:
        document: the analysed text.
        entities: as found before the quotes were known.
        quotes: with their speakers.

    Returns:
        All entities in the same order with the same ids.
    """
    said = _Said(document, entities)
    for quote in sorted(quotes, key=lambda quote: quote.content.start - quote.content.end):
        if quote.speaker is not None:
            said.read(quote, quote.speaker)
    return said.entities()


class _Said:
    def __init__(self, document: Document, entities: Sequence[Entity]) -> None:
        self._document = document
        self._entities = entities
        self._types = {entity.id: entity.type for entity in entities}
        self._taken = {m.start: entity.id for entity in entities for m in entity.mentions if m.kind == "pronoun"}
        self._spoken: dict[int, tuple[str, Mention]] = {}
        self._dropped: set[int] = set()

    def read(self, quote: Quote, speaker: str) -> None:
        direct = quote.direct_part or (quote.content if quote.type != "indirect" else None)
        spoken = ONE | GROUP if self._types.get(speaker) == "PERSON" else GROUP
        for paragraph, first, end in self._pieces(direct) if direct else ():
            columns, base = paragraph.columns, paragraph.start
            for i, word in enumerate(columns.lowers[first:end], first):
                start = base + columns.starts[i]
                if word in spoken:
                    mention = Mention(start=start, end=base + columns.ends[i], text=columns.words[i], kind="pronoun")
                    self._spoken[start] = (speaker, mention)
                elif self._taken.get(start) == speaker:
                    self._dropped.add(start)

    def _pieces(self, span: Span) -> Iterator[tuple[Paragraph, int, int]]:
        """The tokens of a span, paragraph by paragraph."""
        start = span.start
        while start < span.end:
            paragraph = self._document.paragraph_at(start)
            if paragraph is None:
                return
            columns, base = paragraph.columns, paragraph.start
            yield paragraph, bisect_right(columns.ends, start - base), bisect_left(columns.starts, span.end - base)
            start = paragraph.end + 1
            while start < span.end and self._document.paragraph_at(start) is None:
                start += 1

    def entities(self) -> list[Entity]:
        more: defaultdict[str, list[Mention]] = defaultdict(list)
        for ident, mention in self._spoken.values():
            more[ident].append(mention)
        return [self._with(entity, more[entity.id]) for entity in self._entities]

    def _with(self, entity: Entity, more: list[Mention]) -> Entity:
        kept = [m for m in entity.mentions if m.kind != "pronoun" or m.start not in self._dropped]
        if not more and len(kept) == len(entity.mentions):
            return entity
        return entity.model_copy(update={"mentions": tuple(sorted(kept + more, key=lambda m: (m.start, m.end)))})
