-- KEYS: 1 event, 2 due, 3 the job (the event again when it belongs to none). ARGV: 1 now, 2 seconds kept, 3 delivery prefix, 4 endpoint prefix, 5 event id, 6 type, 7 job,
-- 8 body, 9 article URL, then delivery, endpoint and its host, again and again.
local now, keep, DELIVERY, ENDPOINT, job = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[7]
if job ~= '' and redis.call('EXISTS', KEYS[3]) == 1 then
  -- A job has one event: of two workers that end it differently, the first is right.
  redis.call('HSETNX', KEYS[3], 'event_id', ARGV[5])
  local published = redis.call('HGET', KEYS[3], 'event_id')
  if published ~= ARGV[5] then
    return published
  end
end
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
