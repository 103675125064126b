# record: end
print(sep=",", 1)
