-- ARGV: 7 why. The record says nothing that an attempt could be made of: it is given up, with the reason.
local key = DELIVERY .. id
redis.call('HSET', key, 'state', 'dead', 'reason', ARGV[7], 'ended', now)
redis.call('HDEL', key, 'lease')
redis.call('ZREM', ENDPOINT .. (redis.call('HGET', key, 'endpoint') or '') .. ':slots', id)
return 1
