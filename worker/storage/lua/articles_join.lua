-- KEYS: the URLs' keys, the one that was submitted first. ARGV: 1 the id if none is known, 2 seconds to remember.
-- The first URL that belongs to an article decides; the others join it unless they belong to one already.
local article = ARGV[1]
for _, key in ipairs(KEYS) do
  local known = redis.call('GET', key)
  if known then
    article = known
    break
  end
end
for _, key in ipairs(KEYS) do
  redis.call('SET', key, article, 'NX')
  redis.call('EXPIRE', key, ARGV[2])
end
return article
