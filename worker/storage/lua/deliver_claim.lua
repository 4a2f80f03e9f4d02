-- KEYS: 1 due. ARGV: 1 now, 2 lease, 3 limit, 4 delivery prefix. Gives id, job, host and article URL of each. What is due goes to one caller; its score moves on, so that whatever
-- the caller loses comes back by itself.
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
local claimed = {}
for i = 1, #found do
  redis.call('ZADD', KEYS[1], tonumber(ARGV[1]) + tonumber(ARGV[2]), found[i])
  local said = redis.call('HMGET', ARGV[4] .. found[i], 'job', 'host', 'url')
  claimed[i] = {found[i], said[1] or '', said[2] or '', said[3] or ''}
end
return claimed
