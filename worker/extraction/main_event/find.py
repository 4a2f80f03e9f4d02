"""The main event of an article, from the statement that its title and its lead tell."""

from worker.contract.facts import MainEvent
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event import answers
from worker.extraction.main_event.choose import choose


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
        who=answers.who(document, found, main),
        what=answers.what(document, main),
        when=answers.when(document, found, main),
        where=answers.where(document, found, main),
        why=answers.why(document, main),
        how=answers.how(document, main),
        statement=main.id,
        confidence=round(confidence, 2),
    )
