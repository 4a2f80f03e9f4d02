-- Prepended to every deliver_ script; delivery_log.py passes these KEYS and the first ARGV to each.
-- Each endpoint has its own set of pending deliveries; WAKE says when to look at which endpoint, so that one with a
-- hundred thousand that it cannot take costs the others one look.
local WAKE = KEYS[1]
local now, keep, DELIVERY, ENDPOINT, EVENT, id = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5], ARGV[6]
-- Longer than the whole schedule takes: a body must outlive its last attempt.
local SCHEDULE = 10 * 86400

-- A field that cannot be read is worth nothing; it stops nobody.
local function number(text)
  return tonumber(text or '0') or 0
end

-- Fields of a hash; none where the key holds something else.
local function fields(key, ...)
  local said = redis.pcall('HMGET', key, ...)
  return said.err and {} or said
end

local function wake(endpoint, at)
  redis.call('ZADD', WAKE, 'LT', at, endpoint)
end

local function pend(endpoint, delivery, at)
  redis.call('ZADD', ENDPOINT .. endpoint .. ':due', at, delivery)
  wake(endpoint, at)
end

-- The endpoint is looked at when the first of its pending deliveries is due; without any, no more.
local function settle(endpoint)
  local first = redis.call('ZRANGE', ENDPOINT .. endpoint .. ':due', 0, 0, 'WITHSCORES')
  if first[2] then
    redis.call('ZADD', WAKE, first[2], endpoint)
  else
    redis.call('ZREM', WAKE, endpoint)
  end
end

local function in_flight(endpoint)
  local slots = ENDPOINT .. endpoint .. ':slots'
  redis.call('ZREMRANGEBYSCORE', slots, '-inf', now)
  return redis.call('ZCARD', slots)
end

-- Everything pending is due at once, to be cancelled one by one, each with a word to its job.
local function disable(endpoint, why)
  local due = ENDPOINT .. endpoint .. ':due'
  redis.call('HSET', ENDPOINT .. endpoint, 'disabled', why, 'disabled_at', now)
  redis.call('ZUNIONSTORE', due, 1, due, 'WEIGHTS', 0)
  wake(endpoint, now)
end
