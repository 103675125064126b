# record: end
print("你好