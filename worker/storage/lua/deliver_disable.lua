-- ARGV: 6 endpoint, 7 why. Gives 0 when there is none of that id.
if redis.call('HEXISTS', ENDPOINT .. id, 'url') == 0 then
  return 0
end
disable(id, ARGV[7])
return 1
