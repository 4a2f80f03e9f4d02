"""Where URLs come from. ``from producers import submit, submit_many`` is all that a program of yours needs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from producers.submitter import Submitter, submit, submit_many

__all__ = ["Submitter", "submit", "submit_many"]


def __getattr__(name: str) -> Any:
    """Import the submitter when it is first asked for: it brings Celery along."""
    if name in __all__:
        from producers import submitter  # noqa: PLC0415 - the reason of this function

        return getattr(submitter, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
