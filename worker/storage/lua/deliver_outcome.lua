-- KEYS: 1 due. ARGV: 1 now, 2 seconds kept, 3 delivery prefix, 4 endpoint prefix, 5 delivery, 6 token, 7 kind, 8 wait,
-- 9 pause, 10 failures that open the breaker, 11 first probe, 12 longest probe, 13 seconds until disabled, 14 attempt (JSON),
-- 15 why it is gone. Gives {0} under an old token, else {1, disabled now (0 or 1)}.
local now, keep, key, at = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] .. ARGV[5], nil
if redis.call('HGET', key, 'token') ~= ARGV[6] or redis.call('HGET', key, 'state') ~= 'pending' then
  return {0}
end
at = ARGV[4] .. redis.call('HGET', key, 'endpoint')
local kind = ARGV[7]
redis.call('HINCRBY', key, 'attempts', 1)
redis.call('HDEL', key, 'lease')
redis.call('ZREM', at .. ':slots', ARGV[5])
redis.call('RPUSH', key .. ':attempts', ARGV[14])
redis.call('EXPIRE', key .. ':attempts', keep)
local disabled = 0
if kind == 'delivered' then
  redis.call('HSET', key, 'state', 'delivered', 'ended', now)
  redis.call('HDEL', at, 'failures', 'probes', 'open', 'failing', 'paused')
else
  local failures = redis.call('HINCRBY', at, 'failures', 1)
  redis.call('HSETNX', at, 'failing', now)
  if failures >= tonumber(ARGV[10]) then
    local probes = redis.call('HINCRBY', at, 'probes', 1)
    local wait = math.min(tonumber(ARGV[11]) * 2 ^ math.min(probes - 1, 30), tonumber(ARGV[12]))
    redis.call('HSET', at, 'open', now + wait)
  end
  if tonumber(ARGV[9]) > 0 then
    redis.call('HSET', at, 'paused', now + tonumber(ARGV[9]))
  end
  if kind == 'retry' then
    redis.call('HSET', key, 'not_before', now + tonumber(ARGV[8]))
    redis.call('ZADD', KEYS[1], now + tonumber(ARGV[8]), ARGV[5])
  else
    redis.call('HSET', key, 'state', 'dead', 'ended', now)
  end
  local failing = now - tonumber(redis.call('HGET', at, 'failing'))
  local gone = ARGV[15]
  if gone == '' and failing > tonumber(ARGV[13]) then
    gone = 'nothing but failure since ' .. redis.call('HGET', at, 'failing')
  end
  if gone ~= '' and (redis.call('HGET', at, 'disabled') or '') == '' then
    redis.call('HSET', at, 'disabled', gone)
    disabled = 1
  end
end
return {1, disabled}
