-- KEYS[1] the article. ARGV: 1 hash of the body, 2 job, 3 seconds to remember. Returns the revision and the event that
-- another job published for this very body, '' if none did.
local sha, number, event, owner = unpack(redis.call('HMGET', KEYS[1], 'sha', 'revision', 'event', 'owner'))
redis.call('EXPIRE', KEYS[1], ARGV[3])
if sha == ARGV[1] then
  if event and owner ~= ARGV[2] then
    return {number, event}
  end
  return {number, ''}
end
number = redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('HSET', KEYS[1], 'sha', ARGV[1])
redis.call('HDEL', KEYS[1], 'event', 'owner')
redis.call('EXPIRE', KEYS[1], ARGV[3])
return {number, ''}
