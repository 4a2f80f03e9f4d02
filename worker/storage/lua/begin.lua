-- ARGV: 6 stage, 7 most starts.
local stage, most = STAGES[ARGV[6]], tonumber(ARGV[7])
local state = field(id, 'state')
if not state then
  place(id, nil)
  return {'missing', '0'}
end

local verdict = 'go'
if state == 'delivering' or ENDED[state] then
  if not unserved(id) then
    place(id, nil)
    return {'skip', '0', redis.call('HGETALL', JOB .. id)}
  end
  verdict = 'joined'
elseif state == stage.runs and field(id, 'event_id') then
  verdict = 'joined' -- the worker before stored its event and died: nothing is left but to count the deliveries
elseif (state ~= stage.waits and state ~= stage.runs) or redis.call('ZSCORE', DUE, id) then
  return {'skip', '0', redis.call('HGETALL', JOB .. id)}
end

local token = redis.call('HINCRBY', JOB .. id, 'token', 1)
if verdict == 'joined' then
  place(id, RUNNING)
else
  -- How far the queue has come: what was sent long before and is still waiting has lost its message.
  local sent = redis.call('ZSCORE', WAITING[stage.waits], id)
  local mark = redis.call('HGET', COUNTS, 'mark:' .. stage.waits)
  if sent and (not mark or tonumber(mark) < tonumber(sent)) then
    redis.call('HSET', COUNTS, 'mark:' .. stage.waits, sent)
  end
  if redis.call('HINCRBY', JOB .. id, 'starts', 1) > most then
    verdict = 'poison'
  end
  enter(id, stage.runs)
end
return {verdict, token, redis.call('HGETALL', JOB .. id)}
