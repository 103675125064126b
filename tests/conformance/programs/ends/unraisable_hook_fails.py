# record: end
import sys

class Faulty:
    def __del__(self):
        raise ValueError("in del")

def bad(unraisable):
    raise KeyError("in the hook")

sys.unraisablehook = bad
Faulty()
sys.unraisablehook = None
Faulty()
del sys.unraisablehook
Faulty()
try:
    sys.unraisablehook
except AttributeError as error:
    print(error)
