# record: end
print("a"))
print([1, 2])
