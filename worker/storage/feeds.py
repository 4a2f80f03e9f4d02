"""What the watcher remembers of its feeds, so that a restart repeats nothing and asks politely."""

from typing import Any, NamedTuple, cast

from redis import Redis

from worker.contract.urls import sameness_key
from worker.storage.keys import DAY, Keys, url_hash


class FeedState(NamedTuple):
    """One feed as it was last read.

    Args:
        etag: the answer's, to be sent back.
        last_modified: the same.
        next_read: Unix seconds before which it is not due.
        failures: in a row.
        interval: seconds between two readings, as the feed's rhythm gave them.
        left_alone: Unix seconds before which the site asked not to be asked.
    """

    etag: str | None = None
    last_modified: str | None = None
    next_read: float = 0.0
    failures: int = 0
    interval: float = 0.0
    left_alone: float = 0.0


class Feeds:
    """The feeds' state and the URLs that were seen in them.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        seen_days: for how long a URL that left its feed stays known.
    """

    def __init__(self, redis: Redis, keys: Keys, *, seen_days: float) -> None:
        self._redis = redis
        self._keys = keys
        self._seconds = seen_days * DAY

    def state(self, feed: str) -> FeedState:
        """What is known of a feed; an unknown one is due at once."""
        raw = cast("dict[bytes, bytes]", self._redis.hgetall(self._key(feed)))
        said: dict[str, Any] = {name.decode(): value.decode() for name, value in raw.items()}
        return FeedState(
            etag=said.get("etag") or None,
            last_modified=said.get("last_modified") or None,
            next_read=float(said.get("next_read") or 0),
            failures=int(said.get("failures") or 0),
            interval=float(said.get("interval") or 0),
            left_alone=float(said.get("left_alone") or 0),
        )

    def keep(self, feed: str, state: FeedState) -> None:
        """Remember a feed's state."""
        said: Any = {name: "" if value is None else value for name, value in state._asdict().items()}
        pipe = self._redis.pipeline(transaction=True)
        pipe.hset(self._key(feed), mapping=said)
        pipe.hset(self._key(feed), "url", feed)
        pipe.expire(self._key(feed), int(self._seconds))
        pipe.execute()

    def unseen(self, feed: str, urls: list[str], now: float) -> list[str]:
        """Those of these URLs that were not seen in this feed before; ``note`` makes them seen."""
        if not urls:
            return []
        self._redis.zremrangebyscore(self._seen(feed), "-inf", now - self._seconds)
        scores = self._redis.zmscore(self._seen(feed), [_digest(url) for url in urls])
        return [url for url, score in zip(urls, scores, strict=True) if score is None]

    def note(self, feed: str, urls: list[str], now: float) -> None:
        """These URLs stand in the feed now; called after they were submitted, so that a crash repeats and loses none."""
        if not urls:
            return
        pipe = self._redis.pipeline(transaction=True)
        pipe.zadd(self._seen(feed), {_digest(url): now for url in urls})
        pipe.expire(self._seen(feed), int(self._seconds))
        pipe.execute()

    def _key(self, feed: str) -> str:
        return self._keys.feed(url_hash(feed))

    def _seen(self, feed: str) -> str:
        return f"{self._key(feed)}:seen"


def _digest(url: str) -> str:
    # The same story under another tracking parameter is not new.
    return url_hash(sameness_key(url))
