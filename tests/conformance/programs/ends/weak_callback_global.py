import weakref

class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, "goes")

def gone(reference):
    print("never called")

first = Thing("first")
watcher = weakref.ref(first, gone)
second = Thing("second")

def numbers():
    try:
        yield 1
    finally:
        print("closed")

counting = numbers()
next(counting)
print("end")
