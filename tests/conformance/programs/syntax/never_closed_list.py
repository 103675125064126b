# record: end
names = ["a", "b"
for name in names:
    print(name)
