"""From a page to an article, or to the reason why it is none. Pure.

``read_page`` takes HTML, ``read_text`` plain text; both give an ``Article`` or raise ``PermanentError`` with the
code that says what the page is instead.
"""

from worker.articles.read import read_page, read_text

__all__ = ["read_page", "read_text"]
