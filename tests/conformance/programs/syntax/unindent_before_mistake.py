# record: end
def f(*a):
        x = 1
    y = 1
    z = “a
