"""Hosts: whose turn it is to ask one, and what its robots.txt says. Shared by all workers."""

import time
from collections.abc import Callable
from typing import cast

from redis import Redis

from worker.storage.keys import Keys, url_hash

# Turns of a host: ``busy`` until when its slot is held, ``began`` since when, ``next`` when it may be taken, ``last`` the
# last turn given out, ``took`` how long one takes. Who comes a little early waits a little; others queue up behind the
# last turn, so that each comes when the one before it is done and its gap is over.
TAKE = """
local now, gap, lease = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local said = redis.call('HMGET', KEYS[1], 'busy', 'next', 'last', 'began', 'took')
local busy, after, last = tonumber(said[1]) or 0, tonumber(said[2]) or 0, tonumber(said[3]) or 0
local began, took = tonumber(said[4]) or now, math.min(tonumber(said[5]) or 0, lease)
redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(lease, gap, after - now, last - now) * 1000) + 60000)
if busy <= now and after <= now then
  redis.call('HSET', KEYS[1], 'busy', now + lease, 'began', now)
  return '0'
end
local spacing = gap + took
local ready = math.max(after, now + gap / 10)
if busy > now then
  ready = math.max(after, began + spacing, now + gap / 10)
end
if ready - now <= spacing / 2 then
  return tostring(ready - now)
end
local turn = math.max(ready, last + spacing)
redis.call('HSET', KEYS[1], 'last', turn)
return tostring(turn - now)
"""
FREE = """
local now, gap = tonumber(ARGV[1]), tonumber(ARGV[2])
local said = redis.call('HMGET', KEYS[1], 'next', 'began', 'took')
local took = math.max(0, now - (tonumber(said[2]) or now))
took = 0.7 * (tonumber(said[3]) or took) + 0.3 * took
redis.call('HSET', KEYS[1], 'busy', 0, 'next', math.max(tonumber(said[1]) or 0, now + gap), 'took', took)
"""
PAUSE = """
local now, seconds = tonumber(ARGV[1]), tonumber(ARGV[2])
local after = tonumber(redis.call('HGET', KEYS[1], 'next')) or 0
redis.call('HSET', KEYS[1], 'next', math.max(after, now + seconds))
redis.call('PEXPIRE', KEYS[1], math.ceil(seconds * 1000) + 60000)
"""


class Hosts:
    """Turns and robots.txt, in the store.

    Args:
        redis: a client that gives bytes.
        keys: the names of the keys.
        clock: now, in Unix seconds.
    """

    def __init__(self, redis: Redis, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._take, self._free, self._pause = map(redis.register_script, (TAKE, FREE, PAUSE))

    def take(self, host: str, *, gap: float, lease: float) -> float:
        """See ``worker.fetching.throttle.Slots``."""
        said = self._take(keys=[self._keys.host(host)], args=[f"{self._clock():.3f}", str(gap), str(lease)])
        return float(cast("bytes", said))

    def free(self, host: str, *, gap: float) -> None:
        """See ``worker.fetching.throttle.Slots``."""
        self._free(keys=[self._keys.host(host)], args=[f"{self._clock():.3f}", str(gap)])

    def pause(self, host: str, seconds: float) -> None:
        """See ``worker.fetching.throttle.Slots``."""
        if seconds > 0:
            self._pause(keys=[self._keys.host(host)], args=[f"{self._clock():.3f}", str(seconds)])

    def robots(self, origin: str) -> bytes | None:
        """See ``worker.fetching.robots.Cache``."""
        return cast("bytes | None", self._redis.get(self._keys.robots(url_hash(origin))))

    def keep_robots(self, origin: str, text: bytes, seconds: float) -> None:
        """See ``worker.fetching.robots.Cache``."""
        self._redis.set(self._keys.robots(url_hash(origin)), text, px=int(seconds * 1000))
