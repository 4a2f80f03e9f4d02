-- Given: 1 due, 2 trigger. The same id and bytes, the whole schedule again. Gives what came of it.
local key = DELIVERY .. id
local state, event, endpoint = unpack(redis.call('HMGET', key, 'state', 'event', 'endpoint'))
if not state then
  return 'unknown'
end
if state == 'pending' then
  return 'pending'
end
if redis.call('EXISTS', EVENT .. event) == 0 then
  return 'expired'
end
local at = ENDPOINT .. endpoint
if redis.call('HEXISTS', at, 'url') == 0 then
  return 'orphan'
end
if redis.call('HEXISTS', at, 'disabled') == 1 then
  return 'disabled'
end
redis.call('HSET', key, 'state', 'pending', 'attempts', 0, 'trigger', given(2))
redis.call('HDEL', key, 'not_before', 'lease', 'losses', 'ended', 'reason')
redis.call('PERSIST', key)
for _, kept in ipairs({EVENT .. event, at, at .. ':deliveries'}) do
  redis.call('EXPIRE', kept, keep + SCHEDULE, 'GT')
end
pend(endpoint, id, tonumber(given(1)))
return 'replayed'
