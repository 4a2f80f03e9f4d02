-- ARGV: 6 limit. Jobs whose time has come wait for their message again; each goes to one caller only.
local found = {}
for _, job in ipairs(redis.call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, tonumber(ARGV[6]))) do
  local url = field(job, 'url')
  if url then
    place(job, WAITING.queued)
    found[#found + 1] = {job, url, 'fetch'}
  else
    place(job, nil)
  end
end
return found
