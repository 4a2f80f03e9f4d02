"""What ``dateline watch``, ``sitemap`` and ``discover`` do: sources become submissions, shown as they go."""

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.console import err
from producers.sources.web import source_client
from worker.http.client import GuardedClient
from worker.settings import Settings


@contextmanager
def client_of(settings: Settings) -> Iterator[GuardedClient]:
    """The guarded client for sources."""
    client = source_client(settings)
    try:
        yield client
    finally:
        client.close()


def problem(where: str, what: str) -> None:
    """Something of a source could not be read; the rest goes on."""
    err.print(f"{where}: {what}" if where not in what else what, markup=False)
