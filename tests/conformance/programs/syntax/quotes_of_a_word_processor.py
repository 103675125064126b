# record: end
name = 1
print(“hello”)
