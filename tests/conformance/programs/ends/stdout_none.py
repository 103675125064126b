# record: end
import sys

out = sys.stdout
sys.stdout = None
print("nothing")
print("something", file=out)
sys.stdout = out
print("end")
sys.stderr = None
raise ValueError("nothing")
