# record: end
def f(*a):
    try:
        return a
    except ValueError
        return None
