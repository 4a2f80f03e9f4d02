"""The article: what a page says, freed of its furniture. Pure data, made by ``worker.articles``."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

RemovedWhy = Literal[
    "breadcrumb",
    "repeated-title",
    "byline",
    "author-box",
    "dateline",
    "newsletter",
    "related",
    "caption",
    "share",
    "comments",
    "copyright",
    "other",
]
AuthorSource = Literal["json-ld", "meta", "byline", "author-box", "trailing-line"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Author(_Frozen):
    """One author as the page names them; ``confidence`` from 0 to 1."""

    name: str
    source: AuthorSource | None = None
    confidence: float = Field(ge=0, le=1)


class Moment(_Frozen):
    """A publication or modification time: ISO 8601 to its precision, with the page's own offset where it gives one."""

    value: str
    precision: Literal["day", "minute", "second"] = "day"
    source: str = "parameter"
    confidence: float = Field(default=1.0, ge=0, le=1)


class Removed(_Frozen):
    """A line taken out of the body, and why."""

    text: str
    why: RemovedWhy


class ArticleHead(_Frozen):
    """All that is known of an article but its text: the ``article`` of a facts/v1 document."""

    url: str | None = None
    canonical_url: str | None = None
    site: str | None = None
    title: str | None = None
    description: str | None = None
    authors: tuple[Author, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str
    language_confidence: float | None = Field(default=None, ge=0, le=1)
    section: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str | None = None
    chars: int = Field(default=0, ge=0, description="length of the text in code points")
    text_sha256: str = Field(description="SHA-256 of the text's UTF-8 bytes, in hex")
    removed: tuple[Removed, ...] = ()


class Article(_Frozen):
    """An article: its head and its text. Paragraphs are separated by one blank line."""

    head: ArticleHead
    text: str
