class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("del", self.name)

def ring():
    one, two = Node("one"), Node("two")
    one.other, two.other = two, one

kept = Node("kept")
ring()
print("end")
