# record: end
total = 3 +
distance = {f"{a}{b}": a for a, b in (("x", 0.3), ("y", 0.1))}
print(distance)
