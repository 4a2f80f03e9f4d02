-- ARGV: 6 stale seconds, 7 limit, 8 whether the fetch queue is empty, 9 whether the extract queue is. Returns id,
-- URL and queue of what must be sent again, and stamps it, so that no other sweeper sends it too.
local stale, limit, found = tonumber(ARGV[6]), tonumber(ARGV[7]), {}
local bound = tonumber(now) - stale
redis.call('ZREMRANGEBYSCORE', FAILURES, '-inf', tonumber(now) - tonumber(keep))

local function again(job, queue)
  local url = field(job, 'url')
  if not url then
    place(job, nil)
    return
  end
  redis.call('HINCRBY', JOB .. job, 'resent', 1)
  redis.call('HINCRBY', COUNTS, 'resent', 1)
  found[#found + 1] = {job, url, queue}
end

for _, job in ipairs(redis.call('ZRANGEBYSCORE', RUNNING, '-inf', bound, 'LIMIT', 0, limit)) do
  redis.call('ZADD', RUNNING, now, job)
  again(job, field(job, 'state') == 'extracting' and 'extract' or 'fetch')
end

-- A long queue is no loss: only what later messages overtook, or what waits although its queue is empty, is lost.
local function overtaken(waits, empty, queue)
  local before = bound
  if not empty then
    local mark = tonumber(redis.call('HGET', COUNTS, 'mark:' .. waits) or '0')
    before = math.min(bound, mark - stale)
  end
  for _, job in ipairs(redis.call('ZRANGEBYSCORE', WAITING[waits], '-inf', before, 'LIMIT', 0, limit)) do
    redis.call('ZADD', WAITING[waits], now, job)
    again(job, queue)
  end
end

overtaken('queued', ARGV[8] == '1', 'fetch')
overtaken('fetched', ARGV[9] == '1', 'extract')
return found
