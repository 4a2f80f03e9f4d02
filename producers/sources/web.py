"""How sources come over the network: the one guarded client, with bounds for sitemaps, and failures in plain words."""

from collections.abc import Collection, Mapping
from typing import Protocol

from worker.contract.failures import FAILURES, DatelineError
from worker.http.client import Fetched, GuardedClient, Limits
from worker.http.guard import Guard
from worker.settings import Settings

# The sitemap protocol allows 50 MiB, and feeds are far below; a page of an article has tighter bounds.
MAX_WIRE_BYTES = 52_428_800
MAX_DECODED_BYTES = 52_428_800
NOT_MODIFIED, ERRORS = 304, 400


class Getter(Protocol):
    """What the sources need of the client."""

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: Collection[str] | None = None,
    ) -> Fetched:
        """See ``worker.http.client.GuardedClient``."""


class SourceError(Exception):
    """A source that could not be read; the text says which, why and what to do."""


def source_client(settings: Settings) -> GuardedClient:
    """The guarded client as the settings want it, with the bounds of sitemaps."""
    http = settings.http
    limits = Limits(
        deadline=http.deadline,
        connect_timeout=http.connect_timeout,
        max_redirects=http.max_redirects,
        max_wire_bytes=MAX_WIRE_BYTES,
        max_decoded_bytes=MAX_DECODED_BYTES,
        max_header_bytes=http.max_header_bytes,
        max_connections=http.max_connections,
    )
    proxy = http.proxy.get_secret_value() if http.proxy else None
    return GuardedClient(Guard(http.allow_networks), limits, user_agent=http.user_agent, proxy=proxy)


def read(client: Getter, url: str) -> Fetched:
    """Get a source that has to be there.

    Raises:
        SourceError: no answer, or an error status.
    """
    try:
        fetched = client.get(url, accept=None)
    except DatelineError as error:
        raise SourceError(why(url, error)) from error
    if fetched.status >= ERRORS:
        raise SourceError(f"{url}: the site answered with status {fetched.status}")
    return fetched


def why(url: str, error: DatelineError) -> str:
    """A failure of the client as one line for people."""
    text = FAILURES[error.code]
    return f"{url}: {error.detail or text.message} {text.remedy}"
