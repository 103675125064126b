# record: end
import weakref

class Thing:
    pass

def gone(reference):
    raise LookupError("in the callback")

thing = Thing()
watcher = weakref.ref(thing, gone)
print(watcher.__callback__ is gone)
del thing
print(watcher())
thing = Thing()
proxy = weakref.proxy(thing, gone)
del thing
thing = Thing()
watcher = weakref.ref(thing, "not a function")
del thing
print("end")
