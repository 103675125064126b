# record: end
x = 3
if x = 1:
    print("one")

def show(*items):
    print(*items)

show(x)
