# record: end
x = 2
1 = x
