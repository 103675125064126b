# record: end
a = b = True
if a && b:
    print(a)
