-- KEYS[7] the URL's key. ARGV: 6 mode (join, force, own), 7 seconds that the URL is remembered, 8 subscriber id,
-- 9 subscriber as JSON ('' for none), 10 whether it has a webhook, 11... the record's fields and values.
local mode, remember, subscriber, about, webhook = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10] == '1'

if redis.call('EXISTS', JOB .. id) == 1 then
  return {'accepted', id, '1'} -- the same call, sent again because its answer was lost
end

local known = redis.call('GET', KEYS[7])
if mode == 'join' and known then
  local state = field(known, 'state')
  if state and not (state == 'failed' and field(known, 'again') == '1') then
    local has_event = ENDED[state] or state == 'delivering'
    if about ~= '' and (webhook or not has_event) then
      redis.call('HSETNX', JOB .. known, 's:' .. subscriber, about)
      if has_event and not field(known, 'v:' .. subscriber) then
        redis.call('PERSIST', JOB .. known)
        place(known, RUNNING)
        return {'duplicate', known, '1'}
      end
    end
    return {'duplicate', known, '0'}
  end
end

if mode == 'own' and known then
  remember = nil
end
redis.call('HSET', JOB .. id, unpack(ARGV, 11))
if remember then
  redis.call('SET', KEYS[7], id, 'EX', remember)
end
if about ~= '' then
  redis.call('HSET', JOB .. id, 's:' .. subscriber, about)
end
enter(id, 'queued')
return {'accepted', id, '1'}
