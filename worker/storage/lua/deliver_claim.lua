-- Given: 6 limit, 7 part of the caller's room that one endpoint may hold.
-- Begins attempts at what is due, each for the one who called, no more than its endpoint has room for: what finds none keeps
-- its due time, and only the look at its endpoint is put off. Ends what can no longer be delivered.
-- Gives the attempts (delivery, token, endpoint, event, its fields), endpoints with their fields, events with their bytes,
-- the ids of those whose record cannot be read, and the endpoints that are disabled and nobody was told.
local room, part = number(given(6)), number(given(7))
-- A round ends no more than this, however many a disabled endpoint has.
local ENDS = 500
local attempts, endpoints, bodies, broken, untold, seen = {}, {}, {}, {}, {}, {}

local function add_once(list, name, read)
  if not seen[name] then
    seen[name] = true
    list[#list + 1] = name
    list[#list + 1] = read and read(name) or nil
  end
end

local function note(endpoint, is_untold)
  if is_untold and not seen['untold ' .. endpoint] then
    seen['untold ' .. endpoint] = true
    untold[#untold + 1] = endpoint
  end
end

local function read_endpoint(endpoint)
  return hash(ENDPOINT .. endpoint)
end

-- Gives whether an attempt was begun.
local function take(endpoint, delivery, how, reason)
  local due, key = ENDPOINT .. endpoint .. ':due', DELIVERY .. delivery
  local state, at, event, leased, not_before = unpack(fields(key, 'state', 'endpoint', 'event', 'lease', 'not_before'))
  if not state then
    redis.call('ZREM', due, delivery)
    broken[#broken + 1] = delivery
    return false
  end
  if at ~= endpoint then -- a damaged record: the set that it stands in knows better
    redis.call('HSET', key, 'endpoint', endpoint)
  end
  if state ~= 'pending' then
    note(endpoint, close(delivery))
  elseif number(leased) > now then
    redis.call('ZADD', due, leased, delivery)
  elseif leased and lost(delivery, leased) then
    note(endpoint, lost_them_all(delivery))
  elseif how then
    note(endpoint, over(delivery, how, reason))
  elseif not event then
    note(endpoint, over(delivery, 'dead', 'its record names no event'))
  elseif number(not_before) > now then
    redis.call('ZADD', due, not_before, delivery) -- a retry is never early, however it came here
  else
    local token = start(endpoint, delivery)
    attempts[#attempts + 1] = {delivery, token, endpoint, event, hash(key)}
    add_once(endpoints, endpoint, read_endpoint)
    add_once(bodies, event, body)
    return true
  end
  return false
end

local function look(endpoint)
  local how, reason = barred(endpoint)
  local most, again = ENDS, nil
  if not how then
    -- The less room is left, the less of it one endpoint gets: those that begin to hang together cannot take all of it.
    most, again = free(endpoint, math.max(1, math.floor(room * part)))
    most = math.min(most, room)
  end
  for _, delivery in ipairs(redis.call('ZRANGEBYSCORE', ENDPOINT .. endpoint .. ':due', '-inf', now, 'LIMIT', 0, most)) do
    if take(endpoint, delivery, how, reason) then
      room = room - 1
    end
  end
  if again then
    redis.call('ZADD', WAKE, again, endpoint)
  else
    settle(endpoint)
  end
end

for _, endpoint in ipairs(redis.call('ZRANGEBYSCORE', WAKE, '-inf', now, 'LIMIT', 0, room + 100)) do
  if room <= 0 then
    break
  end
  look(endpoint)
end
add_once(endpoints, 'default', read_endpoint)
return {attempts, endpoints, bodies, broken, untold}
