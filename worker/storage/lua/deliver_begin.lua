-- ARGV: 7 lease, 8 slots, 9 failures that open the breaker, 10 chance (0 to 1), 11 this call's own word, 12 most losses.
-- Gives {'go', token, endpoint, the delivery's fields, the endpoint's, the default endpoint's, the event's bytes}, or {why}, with 1 if its endpoint was disabled and nobody was told. A refusal postpones and spends no attempt.
local key = DELIVERY .. id
local lease, slots, breaks, chance = number(ARGV[7]), number(ARGV[8]), number(ARGV[9]), number(ARGV[10])
local state, endpoint, event, leased, not_before, word, token =
  unpack(redis.call('HMGET', key, 'state', 'endpoint', 'event', 'lease', 'not_before', 'word', 'token'))
if not state then
  return {'unknown'}
end
-- What is under a key, whatever type it has.
local function hash(name)
  local said = redis.pcall('HGETALL', name)
  return said.err and {} or said
end

local function go(given)
  local body = redis.pcall('GET', EVENT .. event)
  return {'go', given, endpoint, hash(key), hash(ENDPOINT .. endpoint), hash(ENDPOINT .. 'default'),
    type(body) == 'string' and body or ''}
end

local function ended()
  return {'ended', endpoint and fields(ENDPOINT .. endpoint, 'untold')[1] and 1 or 0}
end

if state ~= 'pending' then
  return ended()
end
if not endpoint or not event then
  return {'spoiled'}
end
if number(leased) > now then
  if word == ARGV[11] then
    return go(number(token)) -- the same call, sent again because its answer was lost
  end
  return {'busy'}
end

local function over(how, reason)
  redis.call('HSET', key, 'state', how, 'reason', reason, 'ended', now)
  return ended()
end

local function postpone(seconds, why)
  pend(endpoint, id, now + seconds)
  return {why}
end

if leased then
  -- An attempt that began and never ended: whether it was heard, nobody here knows. It does not shorten the schedule, but
  -- what loses every worker comes to an end.
  local losses = redis.call('HINCRBY', key, 'losses', 1)
  local began = number(redis.call('HGET', key, 'began'))
  redis.call('RPUSH', key .. ':attempts', cjson.encode({
    number = number(redis.call('HGET', key, 'attempts')) + losses, started = began, seconds = number(leased) - began,
    phase = 'lost', error = 'its worker ended or stood still before it could write what came of it',
    trigger = redis.call('HGET', key, 'trigger'),
  }))
  redis.call('EXPIRE', key .. ':attempts', keep)
  redis.call('HDEL', key, 'lease')
  if losses >= number(ARGV[12]) then
    return over('dead', 'each of ' .. losses .. ' workers that attempted it ended before it could say what came of it')
  end
end

local ep = fields(ENDPOINT .. endpoint, 'url', 'disabled', 'paused', 'open', 'failures')
if not ep[1] then
  return over('dead', 'its endpoint is no longer in the store')
end
if ep[2] and ep[2] ~= '' then
  return over('cancelled', 'its endpoint was disabled: ' .. ep[2])
end
if number(not_before) > now then
  return postpone(number(not_before) - now, 'early') -- a retry is never early, however it came here
end
if number(ep[3]) > now then
  return postpone(number(ep[3]) - now, 'paused')
end
if number(ep[4]) > now then
  return postpone(number(ep[4]) - now, 'open')
end
local used = in_flight(endpoint)
if number(ep[5]) >= breaks and used > 0 then
  return postpone(1 + chance, 'probed') -- half open: one probe at a time
end
if used >= slots then
  return postpone(0.2 + 0.3 * chance, 'full')
end
redis.call('HSET', key, 'lease', now + lease, 'began', now, 'word', ARGV[11])
redis.call('ZADD', ENDPOINT .. endpoint .. ':slots', now + lease, id)
pend(endpoint, id, now + lease)
return go(redis.call('HINCRBY', key, 'token', 1))
