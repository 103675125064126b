# record: end
class = 3
print(class)
