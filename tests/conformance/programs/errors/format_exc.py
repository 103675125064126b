import re
import traceback


def inner(x):
    if x == 0:
        raise ValueError("x is zero")
    inner(x - 1)


def outer():
    inner(2)


try:
    outer()
except ValueError:
    print(re.sub(r'File ".*?"', "File FILE", traceback.format_exc()), end="")
print(repr(traceback.format_exc()))
