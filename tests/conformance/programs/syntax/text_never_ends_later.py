# record: end
if x = 1:
    pass
name = "abc
