"""A real thing as it is put together from its names."""

from dataclasses import dataclass, field

from worker.extraction.entities import context
from worker.extraction.entities.names import Name
from worker.extraction.entities.references import Reference
from worker.extraction.entities.roles import Phrase


@dataclass(slots=True, eq=False)
class Thing:
    """One real thing: all its names and references, its longest name in words, the type that the document decides on."""

    names: list[Name] = field(default_factory=list)
    words: tuple[str, ...] = ()
    type: str = ""
    votes: context.Votes = field(default_factory=dict)
    roles: list[tuple[Name, Phrase]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    gender: str | None = None

    def listed_as(self, *types: str) -> bool:
        """Whether a list knows a name of it as one of these types."""
        return any(name.listed is not None and name.listed.type in types for name in self.names)
