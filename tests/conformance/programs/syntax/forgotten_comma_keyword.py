# record: end
print(max(1, 2) sep=",")
