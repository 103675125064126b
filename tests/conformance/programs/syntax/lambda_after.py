# record: end
x = = 1

def call(f):
    return f(2)

call(lambda f: print("done", f))
