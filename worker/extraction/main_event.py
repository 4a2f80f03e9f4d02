"""Stub, replaced below in the same step."""

from worker.contract.facts import MainEvent
from worker.extraction.document import Document
from worker.extraction.found import Found


def find_main_event(document: Document, found: Found) -> MainEvent | None:
    return None
