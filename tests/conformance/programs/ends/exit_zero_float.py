# record: end
import sys

print("before")
sys.exit(0.0)
