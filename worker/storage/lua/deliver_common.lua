-- Prepended to every deliver_ script; delivery_scripts.py passes these KEYS and the first ARGV to each, and the ledger's
-- move for an ended delivery as tell_job.
-- Each endpoint has its own set of pending deliveries; WAKE says when to look at which endpoint, so that one with a
-- hundred thousand that it cannot take costs the others one look.
local WAKE = KEYS[1]
local now, keep = tonumber(ARGV[1]), tonumber(ARGV[2])
local DELIVERY, ENDPOINT, EVENT, JOB, TEXT, id = unpack(ARGV, 3, 8)
-- Longer than the whole schedule takes: a body must outlive its last attempt.
local SCHEDULE = 10 * 86400

-- What this script alone is given, from 1.
local function given(n)
  return ARGV[8 + n]
end

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

-- A delivery has ended: its job hears of it, and its record goes in its time. While nobody was told that its endpoint is
-- disabled it stays due, so that a worker that dies before it told the others leaves that to the next. Gives whether so.
local function close(delivery)
  local key = DELIVERY .. delivery
  local state, event, endpoint, job = unpack(redis.call('HMGET', key, 'state', 'event', 'endpoint', 'job'))
  if (job or '') ~= '' then
    -- A job whose record is damaged keeps no delivery from its end.
    pcall(tell_job, {unpack(KEYS, 2, 7)}, {JOB, TEXT, ARGV[1], ARGV[2], job, delivery, state == 'delivered' and 'ok' or 'dead'})
  end
  if not endpoint then
    return false
  end
  if fields(ENDPOINT .. endpoint, 'untold')[1] then
    pend(endpoint, delivery, now)
    return true
  end
  redis.call('ZREM', ENDPOINT .. endpoint .. ':due', delivery)
  redis.call('ZREM', ENDPOINT .. endpoint .. ':slots', delivery)
  if redis.call('ZCARD', ENDPOINT .. endpoint .. ':due') == 0 then
    redis.call('ZREM', WAKE, endpoint)
  end
  redis.call('EXPIRE', key, keep)
  redis.call('EXPIRE', EVENT .. (event or ''), keep, 'GT')
  return false
end

local function over(delivery, how, reason)
  redis.call('HSET', DELIVERY .. delivery, 'state', how, 'reason', reason, 'ended', now)
  redis.call('HDEL', DELIVERY .. delivery, 'lease')
  return close(delivery)
end
