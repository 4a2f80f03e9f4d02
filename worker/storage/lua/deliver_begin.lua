-- One delivery, by name. Gives {'go', token, the delivery's fields, the endpoint's, the default endpoint's, the
-- event's bytes}, or {why not, the endpoint if it is disabled and nobody was told}. A refusal changes no due time.
local key = DELIVERY .. id
local state, endpoint, event, leased, not_before, known, token =
  unpack(fields(key, 'state', 'endpoint', 'event', 'lease', 'not_before', 'word', 'token'))
if not state then
  return {'unknown', ''}
end

local function go(attempt)
  return {'go', attempt, hash(key), hash(ENDPOINT .. endpoint), hash(ENDPOINT .. 'default'), body(event)}
end

local function ended(untold)
  return {'ended', untold and endpoint or ''}
end

if state ~= 'pending' then
  return ended(close(id))
end
if not endpoint or not event then
  return ended(over(id, 'dead', 'its record names no endpoint or no event'))
end
if number(leased) > now then
  if known == word then
    return go(number(token)) -- begun by this call already: its answer was lost, or it was claimed for it
  end
  return {'busy', ''}
end
if leased and lost(id, leased) then
  return ended(lost_them_all(id))
end
local how, reason = barred(endpoint)
if how then
  return ended(over(id, how, reason))
end
if number(not_before) > now then
  return {'early', ''} -- a retry is never early, however it came here
end
local room, _, why = free(endpoint, slots)
if room == 0 then
  return {why, ''}
end
return go(start(endpoint, id))
