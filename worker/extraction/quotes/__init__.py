"""Quotes: what was said or written, in whose words, by whom, and the word that says so."""

from worker.extraction.quotes.find import find_quotes

__all__ = ["find_quotes"]
