"""A URL that a source names, before anybody has judged it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urljoin


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

    def older_than(self, moment: float | None) -> bool:
        """Whether it says that it was published before ``moment`` (Unix seconds); without a date it is not."""
        said = unix(self.published)
        return moment is not None and said is not None and said < moment


def unix(published: str | None) -> float | None:
    """An ISO date or time in Unix seconds; None when it is none. Without an offset it is taken for UTC."""
    try:
        moment = datetime.fromisoformat((published or "").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def absolute(base: str, link: object) -> str | None:
    """A link as it stands in a document, from where the document came; None for what cannot be a URL."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = urljoin(base, link.strip())
        url.encode()
    except ValueError:
        return None
    return url
