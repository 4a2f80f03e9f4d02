"""A first article, read before a worker's pool forks: its children share the word lists and models that it loads.

Left to the children, each loads some 80 MB of its own, and its first article takes a second more.
"""

from contextlib import suppress

from worker.contract.failures import PermanentError
from worker.contract.page import Page
from worker.handlers.ports import Extractor, Reader

URL = "https://dateline.invalid/first-article"
# One of each kind of fact, so that every kind loads what it looks things up in.
HTML = """<!doctype html><html lang="en"><head><title>Ferry company fined after harbour collision</title></head><body><article>
<h1>Ferry company fined after harbour collision</h1>
<p>LISBON, Portugal (Dateline) - A ferry company was fined €1.2 million on Monday, two years after a collision in the harbour
that killed at least three people and injured dozens, including two children.</p>
<p>"We should have acted sooner," chief executive Maria Santos told the court. "I am sorry." She said that nearly half of the
crew had not been trained, and that the company would appeal by March 2027.</p>
<p>The German builder of the ship, Nordwerft AG, denied that it had ignored warnings. According to the Ministry of Transport,
traffic fell from 12,000 to about 9,500 passengers a day in the first quarter, a drop of 20 percent.</p>
</article></body></html>"""


def warm(reader: Reader, extractor: Extractor) -> None:
    """Read the article and its facts; where the settings let no English text pass, no more than that is loaded."""
    page = Page(url=URL, final_url=URL, status=200, content_type="text/html", body=HTML.encode())
    with suppress(PermanentError):
        extractor.extract(reader.read(page, published="2026-11-24"))
