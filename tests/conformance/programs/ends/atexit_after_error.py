# record: end
import atexit

atexit.register(print, "atexit")
print("before")
raise LookupError("the end")
