-- ARGV: 6 token, 7 how many served subscribers follow, then these, then fields and values.
if not holds(id, ARGV[6]) then
  return false
end
local served = tonumber(ARGV[7])
for i = 8, 7 + served do
  redis.call('HSET', JOB .. id, 'v:' .. ARGV[i], '1')
end
redis.call('HDEL', JOB .. id, 'starts')
redis.call('HSET', JOB .. id, unpack(ARGV, 8 + served))
if unserved(id) then
  place(id, RUNNING)
  return 'extracting'
end
return settle(id)
