"""What the broker's memory holds with a million queued URLs and a hundred thousand pending retries, part by part.

One in a hundred is made as it always is: URLs are submitted, and retries are events with the facts of a sample article,
stored, tried once and refused, each with a reader to itself. The server then copies their keys, and the members of their
sets and lists, a hundred times under other ids of the same length, which takes seconds where making all would take half an
hour, and measures its memory at the full number. No worker runs. The bytes of a part are what MEMORY USAGE says of its keys, all of
them or, of the many small ones, a sample.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from redis import Redis
from rig import Rig, event_data, facts_of_sample, store_events

from producers import submit_many
from worker.contract.delivery import Attempt, Endpoint
from worker.contract.facts import Facts
from worker.contract.job import Submission
from worker.contract.webhook_secret import make_secret

LIMIT_GB = 2.6
SAMPLE = 400
BATCH = 500
# The breaker would put off what is refused a hundred thousand times in a row.
SETTINGS = {"DATELINE_WEBHOOK__BREAKER_FAILURES": "1000000000"}
# Copies of a key, each under an id of its own.
COPY = """
local key, times, length = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local function fresh(name, i)
  return string.sub(name, 1, -length - 1) .. string.sub(redis.sha1hex(name .. i), 1, length)
end
for i = 1, times do
  if ARGV[3] ~= '' then
    redis.call('COPY', key, fresh(string.sub(key, 1, -#ARGV[3] - 1), i) .. ARGV[3])
  else
    redis.call('COPY', key, fresh(key, i))
  end
end
return 1
"""
ID_LENGTHS = {"job": 24, "url": 32, "event": 32, "delivery": 32}
MADE_SHARE = 100


class Part(NamedTuple):
    """A kind of key: how many, and the bytes of one."""

    name: str
    keys: int
    each: float

    @property
    def total(self) -> float:
        """Bytes of all."""
        return self.keys * self.each


def queue_urls(rig: Rig, count: int) -> float:
    """Submit; URLs a second."""
    urls = (f"https://www.news.example/2026/11/26/world/storm-closes-northern-basin-{n:07d}" for n in range(count))
    begun = time.monotonic()
    for receipt in submit_many(urls, rig.settings):
        if receipt.outcome != "accepted":
            raise RuntimeError(f"not accepted: {receipt}")
    return count / (time.monotonic() - begun)


def pend_retries(rig: Rig, count: int, facts: Facts) -> None:
    """Store events and let each be refused once, so that it waits for its next try."""
    rig.rooms.endpoints.add(Endpoint(id="reader", url="https://reader.example/hook", secret=make_secret()))
    bodies = partial(event_data, facts=facts)
    for first in range(0, count, BATCH):
        wanted = [
            Submission(url=f"https://www.news.example/retry/{n}") for n in range(first, min(first + BATCH, count))
        ]
        for _ in store_events(rig.rooms, wanted, bodies):
            refuse_due(rig)


def refuse_due(rig: Rig) -> None:
    """One attempt at whatever is due, answered with 500 and an hour to wait."""
    while begun := rig.rooms.outbox.claim_due(limit=BATCH).attempts:
        for claimed in begun:
            answer = "<html><body><h1>500 Internal Server Error</h1></body></html>"
            attempt = Attempt(
                number=1, started=time.time(), seconds=0.031, phase="body", address="203.0.113.7", status=500,
                answer=answer, next_try=time.time() + 3600,
            )  # fmt: skip
            rig.rooms.outbox.outcome(claimed, attempt, "retry", wait=3600)


def copy_all(redis: Redis, prefix: str, times: int, before: frozenset[bytes]) -> frozenset[bytes]:
    """Copy every key that is not in ``before`` so often; the keys that there are then."""
    many = redis.register_script(COPY)
    for key in set(redis.scan_iter(count=5000)) - before:
        words = key.decode().removeprefix(f"{prefix}:").split(":")
        if words[0] in ID_LENGTHS and key.startswith(prefix.encode()):
            rest = "".join(f":{word}" for word in words[2:])
            many(keys=[key], args=[times, ID_LENGTHS[words[0]], rest])
        elif redis.type(key) in {b"list", b"zset"}:
            _multiply(redis, key, times)
    return frozenset(redis.scan_iter(count=5000))


def _multiply(redis: Redis, key: bytes, times: int) -> None:
    """Copies of a list's messages, or of a set's members under ids of their own."""
    if redis.type(key) == b"list":
        messages: Any = redis.lrange(key, 0, -1)
        for _ in range(times):
            redis.rpush(key, *messages)
        return
    members: Any = redis.zrange(key, 0, -1, withscores=True)
    for n in range(times):
        redis.zadd(key, {member[:-24] + f"{n:06x}".encode() + member[-18:]: score for member, score in members})


def parts(redis: Redis, prefix: str) -> Iterator[Part]:
    """Every kind of key with its bytes."""
    kinds: dict[str, list[bytes]] = {}
    for key in redis.scan_iter(count=5000):
        kinds.setdefault(_kind(key.decode(), prefix), []).append(key)
    for name, keys in sorted(kinds.items()):
        sample = keys if len(keys) <= SAMPLE else random.Random(1).sample(keys, SAMPLE)
        sizes = _sizes(redis, sample)
        yield Part(name, len(keys), sum(sizes) / len(sizes))


def _kind(key: str, prefix: str) -> str:
    """The key's name with ids left out."""
    if not key.startswith(f"{prefix}:"):
        return f"queue {key}" if not key.startswith("_kombu") else "queue bindings"
    words = key.split(":")[1:]
    if words[0] in {"jobs", "deliveries"}:
        return ":".join(words)
    return ":".join([words[0], *(["ID"] if len(words) > 1 else []), *words[2:]])


def _sizes(redis: Redis, keys: Iterable[bytes]) -> list[int]:
    pipe: Any = redis.pipeline(transaction=False)
    for key in keys:
        pipe.memory_usage(key, samples=0)
    return [size for size in pipe.execute() if size]


def main() -> int:
    """Fill, measure, print; 1 when it is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--retries", type=int, default=100_000)
    given = parser.parse_args()
    facts = facts_of_sample()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder, Rig(Path(folder), SETTINGS) as rig:
        redis = rig.rooms.redis
        redis.config_set("appendonly", "no")  # the file is not what is measured, and writing it takes longest
        prefix, times = rig.settings.store.prefix, MADE_SHARE - 1
        empty = redis.info("memory")["used_memory"]
        pend_retries(rig, given.retries // MADE_SHARE, facts)
        known = copy_all(redis, prefix, times, frozenset())
        retries = redis.info("memory")["used_memory"] - empty
        rate = queue_urls(rig, given.urls // MADE_SHARE)
        copy_all(redis, prefix, times, known)
        memory = redis.info("memory")
        urls = memory["used_memory"] - empty - retries
        found = list(parts(redis, prefix))
    for part in sorted(found, key=lambda part: -part.total):
        if part.total > 2**20:
            print(f"{part.name:34s} {part.keys:9d} x {part.each:12.0f} bytes = {part.total / 2**20:8.1f} MiB")
    small = sum(part.total for part in found if part.total <= 2**20)
    print(f"{'all else':34s} {small / 2**20:50.1f} MiB")
    print(
        f"{given.urls} queued URLs: {urls / 1e9:.2f} GB, {urls / max(given.urls, 1):.0f} bytes each, submitted at {rate:.0f} a second"
    )
    print(f"{given.retries} pending retries: {retries / 1e9:.2f} GB, {retries / max(given.retries, 1):.0f} bytes each")
    total = memory["used_memory"]
    print(f"together {total / 1e9:.2f} GB of {LIMIT_GB} GB; resident {memory['used_memory_rss'] / 1e9:.2f} GB")
    return int(total > LIMIT_GB * 1e9)


if __name__ == "__main__":
    sys.exit(main())
