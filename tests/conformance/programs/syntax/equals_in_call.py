# record: end
x = dict(a=1, b==2, c)
print(x
