"""Times: TIMEX3 expressions with values."""

from worker.extraction.times.find import find_times

__all__ = ["find_times"]
