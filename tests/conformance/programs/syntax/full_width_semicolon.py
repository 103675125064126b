# record: end
x = 1；y = 2
