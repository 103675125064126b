# record: end
import sys

print("before")
sys.exit("no file")
