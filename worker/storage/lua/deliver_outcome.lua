-- Given: 1 token, 2 kind, 3 wait, 4 pause, 5 failures that open the breaker, 6 first probe, 7 longest probe,
-- 8 seconds until disabled, 9 attempt (a line of the log), 10 why it is gone.
-- Gives 0 under an old token, else 1, or 2 when its endpoint was disabled and nobody was told.
local key = DELIVERY .. id
local token, state, written, endpoint = unpack(redis.call('HMGET', key, 'token', 'state', 'written', 'endpoint'))
if token ~= given(1) then
  return 0
end
if written == token then
  return 1 + redis.call('HEXISTS', ENDPOINT .. endpoint, 'untold') -- the same call again, its answer was lost
end
if state ~= 'pending' then
  return 0
end
local at, kind, gone = ENDPOINT .. endpoint, given(2), given(10)
redis.call('HINCRBY', key, 'attempts', 1)
redis.call('HSET', key, 'written', token)
redis.call('HDEL', key, 'lease')
redis.call('ZREM', at .. ':slots', id)
redis.call('RPUSH', key .. ':attempts', given(9))
redis.call('EXPIRE', key .. ':attempts', keep)
wake(endpoint, now)

if kind == 'delivered' then
  redis.call('HSET', key, 'state', 'delivered', 'ended', now)
  redis.call('HDEL', at, 'failures', 'probes', 'open', 'failing', 'failed')
  close(id)
  return 1
end
if kind == 'retry' then
  redis.call('HSET', key, 'not_before', now + number(given(3)))
  pend(endpoint, id, now + number(given(3)))
else
  redis.call('HSET', key, 'state', 'dead', 'ended', now)
end

-- Failures with days of silence between them, longer than any two attempts lie apart, are no unbroken failing.
local SILENCE = 2 * 86400
local failures = redis.call('HINCRBY', at, 'failures', 1)
local health = redis.call('HMGET', at, 'failing', 'failed', 'open', 'paused', 'disabled')
local failing = number(health[1])
if not health[1] or now - number(health[2]) > SILENCE then
  failing = now
end
redis.call('HSET', at, 'failing', failing, 'failed', now)
if failures >= number(given(5)) and number(health[3]) <= now then -- what was in flight when it opened is no probe
  local probes = redis.call('HINCRBY', at, 'probes', 1)
  redis.call('HSET', at, 'open', now + math.min(number(given(6)) * 2 ^ math.min(probes - 1, 30), number(given(7))))
end
if number(given(4)) > 0 then
  redis.call('HSET', at, 'paused', math.max(now + number(given(4)), number(health[4])))
end
if gone == '' and now - failing > number(given(8)) then
  gone = 'nothing but failure for too long'
end
local disabled = (health[5] or '') ~= ''
if gone ~= '' and not disabled then
  disable(endpoint, gone)
  redis.call('HSET', at, 'untold', 1)
elseif disabled then
  pend(endpoint, id, now) -- it was in flight when the others were cancelled
end
if kind ~= 'retry' then
  close(id)
end
return 1 + redis.call('HEXISTS', at, 'untold')
