-- ARGV: 7 token, 8 kind, 9 wait, 10 pause, 11 failures that open the breaker, 12 first probe, 13 longest probe,
-- 14 seconds until disabled, 15 attempt (a line of the log), 16 why it is gone.
-- Gives 0 under an old token, else 1, or 2 when its endpoint was disabled and nobody was told.
local key = DELIVERY .. id
local token, state, written, endpoint = unpack(redis.call('HMGET', key, 'token', 'state', 'written', 'endpoint'))
if token ~= ARGV[7] then
  return 0
end
if written == token then
  return 1 + redis.call('HEXISTS', ENDPOINT .. endpoint, 'untold') -- the same call again, its answer was lost
end
if state ~= 'pending' then
  return 0
end
local at, kind, gone = ENDPOINT .. endpoint, ARGV[8], ARGV[16]
redis.call('HINCRBY', key, 'attempts', 1)
redis.call('HSET', key, 'written', token)
redis.call('HDEL', key, 'lease')
redis.call('ZREM', at .. ':slots', id)
redis.call('RPUSH', key .. ':attempts', ARGV[15])
redis.call('EXPIRE', key .. ':attempts', keep)
wake(endpoint, now)

if kind == 'delivered' then
  redis.call('HSET', key, 'state', 'delivered', 'ended', now)
  redis.call('HDEL', at, 'failures', 'probes', 'open', 'failing', 'failed')
  return 1
end
if kind == 'retry' then
  redis.call('HSET', key, 'not_before', now + number(ARGV[9]))
  pend(endpoint, id, now + number(ARGV[9]))
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
if failures >= number(ARGV[11]) and number(health[3]) <= now then -- what was in flight when it opened is no probe
  local probes = redis.call('HINCRBY', at, 'probes', 1)
  redis.call('HSET', at, 'open', now + math.min(number(ARGV[12]) * 2 ^ math.min(probes - 1, 30), number(ARGV[13])))
end
if number(ARGV[10]) > 0 then
  redis.call('HSET', at, 'paused', math.max(now + number(ARGV[10]), number(health[4])))
end
if gone == '' and now - failing > number(ARGV[14]) then
  gone = 'nothing but failure for too long'
end
local disabled = (health[5] or '') ~= ''
if gone ~= '' and not disabled then
  disable(endpoint, gone)
  redis.call('HSET', at, 'untold', 1)
elseif disabled then
  pend(endpoint, id, now) -- it was in flight when the others were cancelled
end
return 1 + redis.call('HEXISTS', at, 'untold')
