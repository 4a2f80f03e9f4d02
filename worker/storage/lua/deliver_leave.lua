-- The ledger knows that the delivery has ended: the record may go in its time.
local key = DELIVERY .. id
local event, endpoint = unpack(redis.call('HMGET', key, 'event', 'endpoint'))
if not endpoint then
  return 0
end
local due = ENDPOINT .. endpoint .. ':due'
redis.call('ZREM', due, id)
if redis.call('ZCARD', due) == 0 then
  redis.call('ZREM', WAKE, endpoint)
end
redis.call('EXPIRE', key, keep)
redis.call('EXPIRE', EVENT .. event, keep, 'GT')
return 1
