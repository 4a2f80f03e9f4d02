-- KEYS: 1 due. ARGV: 1 delivery prefix, 2 delivery, 3 seconds kept, 4 event prefix. The ledger knows: the record may go in its time.
local key = ARGV[1] .. ARGV[2]
redis.call('ZREM', KEYS[1], ARGV[2])
redis.call('EXPIRE', key, ARGV[3])
local event = redis.call('HGET', key, 'event')
if event then
  redis.call('EXPIRE', ARGV[4] .. event, ARGV[3])
end
return 1
