-- KEYS: 1 due. ARGV: 1 now, 2 delivery prefix, 3 endpoint prefix, 4 delivery, 5 lease, 6 slots, 7 failures that open the
-- breaker, 8 chance (0 to 1). Gives {'go', token} or {why[, until]}.
local now, DELIVERY, ENDPOINT, id = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local lease, slots, breaks, chance = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local key = DELIVERY .. id
local said = redis.call('HMGET', key, 'state', 'endpoint', 'lease', 'not_before')
local state, endpoint = said[1], said[2]
if not state then
  redis.call('ZREM', KEYS[1], id)
  return {'unknown'}
end
if state ~= 'pending' then
  return {'ended'}
end
if tonumber(said[3] or '0') > now then
  return {'busy'}
end
-- A refusal postpones and spends no attempt.
local function postpone(seconds, why)
  redis.call('ZADD', KEYS[1], now + seconds, id)
  return {why}
end
-- A retry is never early, however it came here.
if tonumber(said[4] or '0') > now then
  return postpone(tonumber(said[4]) - now, 'early')
end
local at = ENDPOINT .. endpoint
local ep = redis.call('HMGET', at, 'url', 'disabled', 'paused', 'open', 'failures')
if not ep[1] then
  return {'orphan'}
end
if ep[2] and ep[2] ~= '' then
  redis.call('HSET', key, 'state', 'cancelled')
  return {'cancelled'}
end
local busy = at .. ':slots'
redis.call('ZREMRANGEBYSCORE', busy, '-inf', now)
local used = redis.call('ZCARD', busy)
if tonumber(ep[3] or '0') > now then
  return postpone(tonumber(ep[3]) - now + chance, 'paused')
end
if tonumber(ep[4] or '0') > now then
  return postpone(tonumber(ep[4]) - now + chance, 'open')
end
-- Half open: one probe at a time.
if tonumber(ep[5] or '0') >= breaks and used > 0 then
  return postpone(1 + chance, 'probed')
end
if used >= slots then
  return postpone(0.2 + 0.3 * chance, 'full')
end
local token = redis.call('HINCRBY', key, 'token', 1)
redis.call('HSET', key, 'lease', now + lease)
redis.call('ZADD', busy, now + lease, id)
redis.call('ZADD', KEYS[1], now + lease, id)
return {'go', token}
