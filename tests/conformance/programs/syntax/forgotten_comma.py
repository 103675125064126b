# record: end
print("a" "b", "c" 1)
