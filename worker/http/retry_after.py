"""The header by which a server asks to be left alone for a while."""

from datetime import UTC
from email.utils import parsedate_to_datetime


def seconds_asked(value: str | None, now: float) -> float | None:
    """Seconds that a ``Retry-After`` asks for, in either form (RFC 9110, 10.2.3); None for none, junk and the past.

    Args:
        value: the header, as it came.
        now: Unix seconds.
    """
    text = (value or "").strip()
    try:
        seconds = float(int(text)) if text.isascii() and text.isdigit() else _moment(text) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds if seconds > 0 else None


def _moment(text: str) -> float:
    moment = parsedate_to_datetime(text)
    # One of the three forms of a date (RFC 9110, 5.6.7) names no zone; all of them mean UTC.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
