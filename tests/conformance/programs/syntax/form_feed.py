# record: end
x = 1
print(x)
print(1 / 0)
