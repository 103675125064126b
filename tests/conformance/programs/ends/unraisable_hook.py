# record: end
import atexit
import sys
import weakref

def tell(unraisable):
    print(unraisable.exc_type.__name__, (unraisable.err_msg or "").split(" <")[0], type(unraisable.object).__name__)

sys.unraisablehook = tell
print(sys.unraisablehook is tell)

class Faulty:
    def __del__(self):
        1 / 0

Faulty()

def lines():
    try:
        yield
    finally:
        1 / 0

reader = lines()
next(reader)
del reader

def stubborn():
    try:
        yield
    except GeneratorExit:
        yield

reader = stubborn()
next(reader)
del reader

class Thing:
    pass

thing = Thing()
watcher = weakref.ref(thing, lambda gone: 1 / 0)
del thing
atexit.register(lambda: 1 / 0)
print("end")
