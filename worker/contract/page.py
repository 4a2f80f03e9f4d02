"""The page: what came back from a site, and what to say so that it need not come again."""

from pydantic import BaseModel, ConfigDict


class Page(BaseModel):
    """A fetched page; ``body`` as it came after decoding. ``etag`` and ``last_modified`` are the site's own words."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")

    url: str
    final_url: str
    status: int
    content_type: str
    charset: str | None = None
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


class Seen(BaseModel):
    """What is remembered of a page that became an event: the site's validators (RFC 9110, 8.8) and that event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    etag: str | None = None
    last_modified: str | None = None
    event_id: str

    @classmethod
    def of(cls, page: Page, event_id: str) -> "Seen | None":
        """None for a page without validators, which can only be fetched whole."""
        if not (page.etag or page.last_modified):
            return None
        return cls(etag=page.etag, last_modified=page.last_modified, event_id=event_id)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request (RFC 9110, 13.1)."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


class UnchangedError(Exception):
    """The site says that the page is still the one that was seen."""
