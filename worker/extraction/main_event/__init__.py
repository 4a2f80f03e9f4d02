"""The main event: who, what, when, where, why and how of what the article reports."""

from worker.extraction.main_event.find import find_main_event

__all__ = ["find_main_event"]
