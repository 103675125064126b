# record: end
import sys

print("before")
sys.exit("")
