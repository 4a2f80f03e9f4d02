-- Of an endpoint. Given: 1 why. Gives 0 when there is none of that id.
if redis.call('HEXISTS', ENDPOINT .. id, 'url') == 0 then
  return 0
end
disable(id, given(1))
return 1
