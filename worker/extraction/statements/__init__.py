"""Statements: who did what to whom, when, where, how sure, and who says so."""

from worker.extraction.statements.find import find_statements

__all__ = ["find_statements"]
