-- ARGV: 6 token, 7... fields and values.
if holds(id, ARGV[6]) ~= 'fetching' then
  return 0
end
redis.call('HDEL', JOB .. id, 'starts', 'attempts', 'failure')
if #ARGV > 7 then
  redis.call('HSET', JOB .. id, unpack(ARGV, 7))
end
enter(id, 'fetched')
return 1
