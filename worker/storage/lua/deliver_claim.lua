-- ARGV: 7 lease, 8 limit, 9 slots, 10 failures that open the breaker, 11 how many are given out for each free slot.
-- Gives id, job, host and article URL of each that is due, and the ids of those whose record cannot be read. Each goes to
-- one caller; its score moves on, so that whatever the caller loses comes back by itself.
local lease, room, slots, breaks, ahead = number(ARGV[7]), number(ARGV[8]), number(ARGV[9]), number(ARGV[10]), number(ARGV[11])
local claimed, broken = {}, {}

-- How many it may be given now, and when to look again if that is none.
local function share(endpoint)
  local ok = fields(ENDPOINT .. endpoint, 'url', 'disabled', 'paused', 'open', 'failures')
  if not ok[1] or (ok[2] and ok[2] ~= '') then
    return slots * ahead
  end
  local shut = math.max(number(ok[3]), number(ok[4]))
  if shut > now then
    return 0, shut
  end
  local used = in_flight(endpoint)
  local half_open = number(ok[5]) >= breaks
  if used >= slots or (half_open and used > 0) then
    -- The end of an attempt wakes the endpoint; should its worker be gone, the end of its lease does.
    local first = redis.call('ZRANGE', ENDPOINT .. endpoint .. ':slots', 0, 0, 'WITHSCORES')
    return 0, number(first[2])
  end
  return half_open and 1 or (slots - used) * ahead
end

local function take(endpoint, most)
  local due = ENDPOINT .. endpoint .. ':due'
  for _, delivery in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, most)) do
    local said = fields(DELIVERY .. delivery, 'job', 'host', 'url', 'state', 'endpoint')
    if not said[4] then
      redis.call('ZREM', due, delivery)
      broken[#broken + 1] = delivery
    else
      if said[5] ~= endpoint then -- a damaged record: the set that it stands in knows better
        redis.call('HSET', DELIVERY .. delivery, 'endpoint', endpoint)
      end
      redis.call('ZADD', due, now + lease, delivery)
      claimed[#claimed + 1] = {delivery, said[1] or '', said[2] or '', said[3] or ''}
      room = room - 1
    end
  end
end

for _, endpoint in ipairs(redis.call('ZRANGEBYSCORE', WAKE, '-inf', now, 'LIMIT', 0, math.max(room, 0))) do
  if room <= 0 then
    break
  end
  local most, again = share(endpoint)
  take(endpoint, math.min(most, room))
  if again then
    redis.call('ZADD', WAKE, again, endpoint)
  else
    settle(endpoint)
  end
end
return {claimed, broken}
