# record: end
import sys

def outer():
    inner()

def inner():
    raise ValueError("deep inside")

sys.tracebacklimit = 1
outer()
