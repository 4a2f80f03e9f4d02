"""A URL that a source names, before anybody has judged it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Candidate(NamedTuple):
    """A URL that may be an article's.

    Args:
        url: absolute, as the source has it.
        published: ISO 8601, when the source says so.
        metadata: goes with the submission and is echoed in its event.
    """

    url: str
    published: str | None = None
    metadata: Mapping[str, str] = MappingProxyType({})
