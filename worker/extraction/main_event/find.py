"""The main event of an article, from the statement that its title and its lead tell."""

from worker.contract.facts import MainEvent
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.choose import choose
from worker.extraction.main_event.when import when
from worker.extraction.main_event.where import where
from worker.extraction.main_event.who_what import what, who
from worker.extraction.main_event.why_how import how, why


def find_main_event(document: Document, found: Found) -> MainEvent | None:
    """Who, what, when, where, why and how of what the article reports.

    Args:
        document: the parsed text.
        found: all other facts of the same text.

    Returns:
        The event, each answer with its evidence and null where the text does not say; None without a statement.
    """
    chosen = choose(document, found)
    if chosen is None:
        return None
    main, confidence = chosen
    return MainEvent(
        who=who(document, found, main),
        what=what(document, main),
        when=when(document, found, main),
        where=where(document, found, main),
        why=why(document, main),
        how=how(document, main),
        statement=main.id,
        confidence=round(confidence, 2),
    )
