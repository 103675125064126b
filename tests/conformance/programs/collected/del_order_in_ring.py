import gc

class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

def ring(names):
    nodes = [Node(name) for name in names]
    for one, two in zip(nodes, nodes[1:] + nodes[:1]):
        one.next = two

ring("abc")
gc.collect()
print("collected")
