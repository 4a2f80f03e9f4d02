-- KEYS[7] the URL's key. A job whose message could not be sent is taken back, if nobody began on it.
if field(id, 'state') ~= 'queued' or field(id, 'token') then
  return 0
end
place(id, nil)
redis.call('HINCRBY', COUNTS, 'queued', -1)
redis.call('DEL', JOB .. id)
if redis.call('GET', KEYS[7]) == id then
  redis.call('DEL', KEYS[7])
end
return 1
