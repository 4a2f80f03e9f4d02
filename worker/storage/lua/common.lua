-- The ledger's moves. Prepended to every other script here; jobs.py passes these KEYS and the first ARGV to each.
local WAITING = {queued = KEYS[1], fetched = KEYS[2]}
local RUNNING, DUE, COUNTS, FAILURES = KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local JOB, TEXT, now, keep, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local ENDED = {done = true, failed = true, dead = true}
local STAGES = {
  fetch = {waits = 'queued', runs = 'fetching'},
  extract = {waits = 'fetched', runs = 'extracting'},
}

local function field(job, name)
  return redis.call('HGET', JOB .. job, name)
end

-- A job stands in exactly one of the sets that the sweeper watches, or in none while its deliveries are under way.
local function place(job, set)
  for i = 1, 4 do
    redis.call('ZREM', KEYS[i], job)
  end
  if set then
    redis.call('ZADD', set, now, job)
  end
end

local function enter(job, state)
  local before = field(job, 'state')
  if before ~= state then
    if before then
      redis.call('HINCRBY', COUNTS, before, -1)
    end
    redis.call('HINCRBY', COUNTS, state, 1)
  end
  redis.call('HSET', JOB .. job, 'state', state, 'updated', now)
  if before and ENDED[before] and not ENDED[state] then
    redis.call('PERSIST', JOB .. job)
    redis.call('ZREM', FAILURES, job)
  end
  local running = state == 'fetching' or state == 'extracting'
  place(job, WAITING[state] or (running and RUNNING) or nil)
end

-- What the fields of a job with a given first letter say: subscribers s, served v, ended deliveries d.
local function marked(job, letter)
  local all, found = redis.call('HGETALL', JOB .. job), {}
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, 2) == letter .. ':' then
      found[string.sub(all[i], 3)] = all[i + 1]
    end
  end
  return found
end

local function unserved(job)
  local served = marked(job, 'v')
  for subscriber in pairs(marked(job, 's')) do
    if not served[subscriber] then
      return true
    end
  end
  return false
end

-- A job with an event is delivering until as many deliveries have ended as it has; then it has ended itself.
local function settle(job)
  local ended, dead = 0, field(job, 'poison') == '1'
  for _, how in pairs(marked(job, 'd')) do
    ended = ended + 1
    dead = dead or how == 'dead'
  end
  if ended < tonumber(field(job, 'deliveries') or '0') then
    enter(job, 'delivering')
    return 'delivering'
  end
  local state = 'done'
  if dead then
    state = 'dead'
  elseif field(job, 'event_type') == 'article.failed' then
    state = 'failed'
  end
  enter(job, state)
  redis.call('DEL', TEXT .. job)
  redis.call('EXPIRE', JOB .. job, keep)
  if state ~= 'done' then
    redis.call('ZADD', FAILURES, now, job)
  end
  return state
end

-- Only the newest start of a stage may end it.
local function holds(job, token)
  local state = field(job, 'state')
  return field(job, 'token') == token and state
end
