# record: end
import sys
import traceback

def outer():
    raise ValueError("deep inside")

sys.tracebacklimit = 0
try:
    outer()
except ValueError:
    print(traceback.format_exc(), end="")
outer()
