"""Stub, replaced below in the same step."""

from collections.abc import Sequence

from worker.extraction.document import Document
from worker.extraction.found import Found


def find_times(document: Document, found: Found) -> Sequence:  # type: ignore[type-arg]
    return ()
