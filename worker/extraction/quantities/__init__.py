"""Quantities: numbers with what they count or measure."""

from worker.extraction.quantities.find import find_quantities
from worker.extraction.quantities.links import link_statements

__all__ = ["find_quantities", "link_statements"]
