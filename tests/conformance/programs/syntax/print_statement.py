# record: end
def f(*a):
    print "hello"

f()
