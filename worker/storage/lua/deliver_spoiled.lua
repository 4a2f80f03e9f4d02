-- Given: 1 why. The record says nothing that an attempt could be made of: it is given up, with the reason.
over(id, 'dead', given(1))
return 1
