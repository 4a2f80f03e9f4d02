"""Who "he" or "she" is where the entities leave it open: the one who spoke right before, if nobody else has come up."""

from collections.abc import Sequence

from spacy.tokens import Token

from worker.contract.facts import Entity
from worker.extraction.document import Document
from worker.extraction.entities.lexicon import table
from worker.extraction.found import Found, Places
from worker.extraction.quotes.drafts import Draft

GENDERS = frozenset(["m", "f"])


class Voices:
    """Remembers who spoke last, in the order of the text.

    Args:
        document: the analysed text.
        found: the entities of the same text.
        drafts: all quotes of the text.
    """

    def __init__(self, document: Document, found: Found, drafts: Sequence[Draft]) -> None:
        self._document = document
        self._persons = {e.id: e for e in found.entities if e.type == "PERSON"}
        self._named = Places((m.start, m.end, (m.start, e.id)) for e in self._persons.values() for m in e.mentions)
        self._speech = Places((d.start, d.end, d) for d in drafts)
        self._last: tuple[int, Entity] | None = None

    def heard(self, noun: Token, entity: str, end: int) -> None:
        """Note who speaks, by what noun, and where the quote ends."""
        person = self._persons.get(entity)
        self._last = (max(self._document.end(noun), end), person) if person is not None else None

    def again(self, pronoun: Token) -> str | None:
        """The person who spoke last, where a pronoun can only mean that one."""
        gender = table("pronouns.tsv").get(pronoun.lower_)
        if gender not in GENDERS or self._last is None:
            return None
        since, person = self._last
        here = self._document.start(pronoun)
        if since > here or self._document.text.count("\n\n", since, here) > 1:
            return None
        others = (at for at, ident in self._named.inside(since, here) if ident != person.id)
        told = table("given_names.tsv").get(person.name.split()[0], "-")
        if told not in {"-", gender} or any(not self._speech.covering(at, at + 1) for at in others):
            return None
        return person.id
