"""Spans of time as they are written on the command line."""

import re

SPAN = re.compile(r"(\d{1,5})([mhdw])")
SECONDS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}


def seconds_of(text: str) -> float | None:
    """``30m``, ``12h``, ``7d`` or ``2w`` in seconds; None for what is no span."""
    said = SPAN.fullmatch(text.strip().lower())
    return float(said[1]) * SECONDS[said[2]] if said else None
