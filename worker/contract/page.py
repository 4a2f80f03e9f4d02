"""The page: what came back from a site. A first form by the storage room; the fetching room owns and completes this file."""

from pydantic import BaseModel, ConfigDict


class Page(BaseModel):
    """A fetched page; ``body`` as it came after decoding."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")

    url: str
    final_url: str
    status: int
    content_type: str
    charset: str | None = None
    body: bytes
