import gc
import weakref

class Node:
    def __del__(self):
        print("del")

def ring(name):
    node, other = Node(), Node()
    node.me = node
    node.watcher = weakref.ref(node, lambda gone: print(name, "never called"))
    other.watcher = weakref.ref(node, lambda gone: print(name, "called"))
    return other

other = ring("first")
gc.collect()
print("collected")
other = ring("second")
del other
gc.collect()
print("end")
