-- Of an event. Given: 1 type, 2 job ('' when it belongs to none), 3 body, 4 article URL, 5 what ties log lines together ('' when
-- it is the job's id), then delivery, endpoint, its host and whether it is listed (1 or 0), again and again.
-- Gives how many deliveries belong to the job, or the id of the event that the job has already.
local job = given(2)
if job ~= '' and redis.call('EXISTS', JOB .. job) == 1 then
  -- A job has one event: of two workers that end it differently, the first is right.
  redis.call('HSETNX', JOB .. job, 'event_id', id)
  local published = redis.call('HGET', JOB .. job, 'event_id')
  if published ~= id then
    return published
  end
end
redis.call('SET', EVENT .. id, given(3), 'NX', 'EX', keep + SCHEDULE)
redis.call('EXPIRE', EVENT .. id, keep + SCHEDULE, 'GT')
local mine = 0
for i = 14, #ARGV, 4 do
  local delivery, endpoint, listed = ARGV[i], ARGV[i + 1], ARGV[i + 3] == '1'
  local key, at = DELIVERY .. delivery, ENDPOINT .. endpoint
  local known = redis.call('HGET', key, 'job')
  if not known then
    -- A listed endpoint that is disabled holds up no job; the record says what it missed, to be replayed.
    local disabled = listed and number(redis.call('HEXISTS', at, 'disabled')) == 1
    known = disabled and 'none' or job
    redis.call('HSET', key, 'event', id, 'type', given(1), 'job', known == job and job or '', 'endpoint', endpoint,
      'host', ARGV[i + 2], 'url', given(4), 'attempts', 0, 'created', now, 'trigger', 'auto', 'token', 0)
    if given(5) ~= '' then
      redis.call('HSET', key, 'correlation', given(5))
    end
    if disabled then
      redis.call('HSET', key, 'state', 'cancelled', 'reason', 'its endpoint was disabled when the event came to be')
      redis.call('EXPIRE', key, keep)
    else
      redis.call('HSET', key, 'state', 'pending')
      pend(endpoint, delivery, now)
    end
    redis.call('ZREMRANGEBYSCORE', at .. ':deliveries', '-inf', now - keep - SCHEDULE)
    redis.call('ZADD', at .. ':deliveries', now, delivery)
    if not listed then
      redis.call('EXPIRE', at, keep + SCHEDULE)
      redis.call('EXPIRE', at .. ':deliveries', keep + SCHEDULE)
    end
  end
  if known == job then
    mine = mine + 1
  end
end
return mine
