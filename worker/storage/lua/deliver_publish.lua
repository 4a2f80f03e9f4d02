-- KEYS: 1 event, 2 due. ARGV: 1 now, 2 seconds kept, 3 delivery prefix, 4 endpoint prefix, 5 event id, 6 type, 7 job,
-- 8 body, 9 article URL, then delivery, endpoint and its host, again and again.
local now, keep, DELIVERY, ENDPOINT, job = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[7]
redis.call('SET', KEYS[1], ARGV[8], 'NX', 'EX', keep)
redis.call('EXPIRE', KEYS[1], keep)
local mine = 0
for i = 10, #ARGV, 3 do
  local id, endpoint = ARGV[i], ARGV[i + 1]
  local known = redis.call('HGET', DELIVERY .. id, 'job')
  if not known then
    redis.call('HSET', DELIVERY .. id, 'event', ARGV[5], 'type', ARGV[6], 'job', job, 'endpoint', endpoint, 'host', ARGV[i + 2], 'url', ARGV[9],
      'state', 'pending', 'attempts', 0, 'created', now, 'trigger', 'auto', 'token', 0)
    redis.call('ZADD', KEYS[2], now, id)
    redis.call('ZADD', ENDPOINT .. endpoint .. ':deliveries', now, id)
    known = job
  end
  if known == job then
    mine = mine + 1
  end
end
return mine
