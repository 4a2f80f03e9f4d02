-- ARGV: 6 delivery, 7 how it ended (ok, dead), or '' when it is to be made again.
if redis.call('EXISTS', JOB .. id) == 0 then
  return false
end
if ARGV[7] == '' then
  redis.call('HDEL', JOB .. id, 'd:' .. ARGV[6])
else
  redis.call('HSET', JOB .. id, 'd:' .. ARGV[6], ARGV[7])
end
local state = field(id, 'state')
if state ~= 'delivering' and not ENDED[state] then
  return state -- the event is not settled yet: published.lua will count
end
if redis.call('ZSCORE', RUNNING, id) then
  return state -- somebody joined; the worker that serves them will count
end
return settle(id)
