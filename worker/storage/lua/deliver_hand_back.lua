-- Its worker was told to end before the endpoint answered: the attempt is fenced off, spends none, and is made anew at once.
local key = DELIVERY .. id
local state, endpoint, leased = unpack(redis.call('HMGET', key, 'state', 'endpoint', 'lease'))
if state ~= 'pending' or not endpoint or number(leased) <= now then
  return 0
end
redis.call('HINCRBY', key, 'token', 1)
redis.call('HDEL', key, 'lease')
redis.call('ZREM', ENDPOINT .. endpoint .. ':slots', id)
pend(endpoint, id, now)
return 1
