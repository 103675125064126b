import atexit
import weakref

class Thing:
    def __del__(self):
        print("del thing")

@atexit.register
def first():
    print("registered first")

atexit.register(print, "registered second", end="!\n")
thing = Thing()
weakref.finalize(thing, print, "finalize")
print("end")
