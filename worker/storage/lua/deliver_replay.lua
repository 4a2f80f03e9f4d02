-- KEYS: 1 due. ARGV: 1 delivery prefix, 2 delivery, 3 due. The same id, the whole schedule again; a pending one is left alone.
local key = ARGV[1] .. ARGV[2]
local state = redis.call('HGET', key, 'state')
if not state or state == 'pending' then
  return state or false
end
redis.call('HSET', key, 'state', 'pending', 'attempts', 0, 'trigger', 'replay')
redis.call('HDEL', key, 'not_before', 'lease', 'ended')
redis.call('PERSIST', key)
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
return 'replayed'
