# record: end
x = 1
y = x
