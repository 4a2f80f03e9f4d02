-- Its worker was told to end before the stage did: the start is fenced off and does not count.
local state = field(id, 'state')
local waits = (state == 'fetching' and 'queued') or (state == 'extracting' and 'fetched')
if not waits then
  return 0
end
redis.call('HINCRBY', JOB .. id, 'token', 1)
if field(id, 'event_id') then
  return 1 -- its event is stored: whoever begins next has only the deliveries to count
end
if tonumber(field(id, 'starts') or '0') > 0 then
  redis.call('HINCRBY', JOB .. id, 'starts', -1)
end
enter(id, waits)
return 1
