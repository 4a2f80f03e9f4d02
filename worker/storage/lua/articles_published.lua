-- KEYS[1] the article. ARGV: 1 revision, 2 event, 3 job. The first event of a revision stays its event.
if redis.call('HGET', KEYS[1], 'revision') == ARGV[1] and redis.call('HSETNX', KEYS[1], 'event', ARGV[2]) == 1 then
  redis.call('HSET', KEYS[1], 'owner', ARGV[3])
end
return 1
