"""Articles by reference: the page that waits between fetch and extract, which URLs are one article, its revisions."""

import zlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, cast

from redis import Redis
from redis.commands.core import Script

from worker.contract.job import Revision
from worker.contract.page import Page, Seen
from worker.contract.urls import sameness_key
from worker.storage.keys import DAY, Keys, url_hash

# A page shrinks to a fifth at any level; the higher ones take three times as long for a few per cent more.
ZLIB_LEVEL = 3


class Pages:
    """Fetched pages, compressed, under their job's id; the ledger deletes them when the job ends.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        keep_days: after that a page goes although its job never ended.
    """

    def __init__(self, redis: Redis, keys: Keys, *, keep_days: float = 30) -> None:
        self._redis = redis
        self._keys = keys
        self._keep = int(keep_days * DAY)

    def put(self, job_id: str, page: Page) -> None:
        """Keep a page until its job has ended."""
        packed = zlib.compress(page.model_dump_json().encode(), ZLIB_LEVEL)
        self._redis.set(self._keys.text(job_id), packed, ex=self._keep)

    def get(self, job_id: str) -> Page | None:
        """The page, or None when it is gone."""
        packed = cast("bytes | None", self._redis.get(self._keys.text(job_id)))
        return Page.model_validate_json(zlib.decompress(packed)) if packed else None


class Articles:
    """Which URLs are one article, and its revisions.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        url_days: how long an article is remembered after it was last seen.
    """

    def __init__(self, redis: Redis, keys: Keys, *, url_days: float = 90) -> None:
        self._redis = redis
        self._keys = keys
        self._remember = str(int(url_days * DAY))
        self._join = _script(redis, "join")
        self._revise = _script(redis, "revise")
        self._published = _script(redis, "published")

    def join(self, urls: Sequence[str]) -> str:
        """The article's id; all the URLs belong to it from now on. The first URL that is known decides."""
        same = list(dict.fromkeys(sameness_key(url) for url in urls))
        fresh = f"art_{url_hash(same[0])[:24]}"
        found = self._join(keys=[self._keys.article_of(key) for key in same], args=[fresh, self._remember])
        return cast("bytes", found).decode()

    def revise(self, article_id: str, text_sha256: str, job_id: str) -> Revision:
        """The revision that a body is: the present one if the body is the same, else the next."""
        said: Any = self._revise(keys=[self._keys.article(article_id)], args=[text_sha256, job_id, self._remember])
        number, event = said
        return Revision(article_id=article_id, number=int(number), known_event=event.decode() or None)

    def latest(self, article_id: str) -> int:
        """The article's present revision; 0 when no body was ever seen."""
        return int(cast("bytes | None", self._redis.hget(self._keys.article(article_id), "revision")) or 0)

    def published(self, revision: Revision, event_id: str, job_id: str) -> None:
        """The event of a revision is stored."""
        key = self._keys.article(revision.article_id)
        self._published(keys=[key], args=[str(revision.number), event_id, job_id])

    def seen(self, url: str) -> Seen | None:
        """What is remembered of the page at exactly this URL."""
        said = cast("bytes | None", self._redis.get(self._keys.seen(url)))
        return Seen.model_validate_json(said) if said else None

    def remember(self, url: str, seen: Seen | None) -> None:
        """The page at this URL became an event; None forgets what was remembered."""
        if seen is None:
            self._redis.delete(self._keys.seen(url))
        else:
            self._redis.set(self._keys.seen(url), seen.model_dump_json(exclude_none=True), ex=int(self._remember))


def _script(redis: Redis, name: str) -> Script:
    return redis.register_script((files("worker.storage") / "lua" / f"articles_{name}.lua").read_text())
