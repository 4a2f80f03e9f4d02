-- Prepended to deliver_begin and deliver_claim: what allows an attempt, and beginning one.
-- Given: 1 lease, 2 slots, 3 failures that open the breaker, 4 most losses, 5 this call's own word.
local lease, slots, breaks, most_losses, word =
  number(given(1)), number(given(2)), number(given(3)), number(given(4)), given(5)

-- How its deliveries end, and why, when nothing goes to an endpoint any more.
local function barred(endpoint)
  local url, disabled = unpack(fields(ENDPOINT .. endpoint, 'url', 'disabled'))
  if not url then
    return 'dead', 'its endpoint is no longer in the store'
  end
  if (disabled or '') ~= '' then
    return 'cancelled', 'its endpoint was disabled: ' .. disabled
  end
end

-- How many attempts may be begun at an endpoint now that is given no more than ``share`` slots; when none, at what time to
-- look again, and why.
local function free(endpoint, share)
  local paused, open, failures = unpack(fields(ENDPOINT .. endpoint, 'paused', 'open', 'failures'))
  if number(paused) > now then
    return 0, number(paused), 'paused'
  end
  if number(open) > now then
    return 0, number(open), 'open'
  end
  local half_open = number(failures) >= breaks -- one probe at a time
  local used, most = in_flight(endpoint), half_open and 1 or math.min(slots, share)
  if used >= most then
    -- The end of an attempt wakes the endpoint; should its worker be gone, the end of its lease does.
    local first = redis.call('ZRANGE', ENDPOINT .. endpoint .. ':slots', 0, 0, 'WITHSCORES')
    return 0, number(first[2]), half_open and 'probed' or 'full'
  end
  return most - used
end

-- An attempt that began and never ended: whether it was heard, nobody here knows. It does not shorten the schedule, but
-- what loses every worker comes to an end. Gives whether it does now.
local function lost(delivery, leased)
  local key = DELIVERY .. delivery
  local losses = redis.call('HINCRBY', key, 'losses', 1)
  local began, attempts, trigger = unpack(redis.call('HMGET', key, 'began', 'attempts', 'trigger'))
  redis.call('RPUSH', key .. ':attempts', cjson.encode({
    number = number(attempts) + losses, started = number(began), seconds = number(leased) - number(began),
    phase = 'lost', error = 'its worker ended or stood still before it could write what came of it', trigger = trigger,
  }))
  redis.call('EXPIRE', key .. ':attempts', keep)
  redis.call('HDEL', key, 'lease')
  return losses >= most_losses
end

local function lost_them_all(delivery)
  local count = redis.call('HGET', DELIVERY .. delivery, 'losses')
  return over(delivery, 'dead', 'each of ' .. count .. ' workers that attempted it ended before it could say what came of it')
end

-- Gives the attempt's token.
local function start(endpoint, delivery)
  local key, ends = DELIVERY .. delivery, now + lease
  redis.call('HSET', key, 'lease', ends, 'began', now, 'word', word)
  redis.call('ZADD', ENDPOINT .. endpoint .. ':slots', ends, delivery)
  pend(endpoint, delivery, ends)
  return redis.call('HINCRBY', key, 'token', 1)
end

-- What is under a key, whatever type it has.
local function hash(name)
  local said = redis.pcall('HGETALL', name)
  return said.err and {} or said
end

local function body(event)
  local said = redis.pcall('GET', EVENT .. event)
  return type(said) == 'string' and said or ''
end
