-- ARGV: 6 token, 7 due, 8 the failure as JSON ('' for a postponement, which spends no attempt).
if holds(id, ARGV[6]) ~= 'fetching' then
  return 0
end
redis.call('HDEL', JOB .. id, 'starts')
if ARGV[8] ~= '' then
  redis.call('HINCRBY', JOB .. id, 'attempts', 1)
  redis.call('HSET', JOB .. id, 'failure', ARGV[8])
end
enter(id, 'queued')
place(id, nil)
redis.call('ZADD', DUE, ARGV[7], id)
return 1
