import sys

try:
    print("never", foo=1)
except TypeError as error:
    print(error)
print("a", "b", sep="-", end="!\n", flush=True)
print("default", file=None)
print("null", sep=None, end=None)
print("other", file=sys.stdout)
list(map(print, [1, 2]))
print(print.__name__, callable(print))
