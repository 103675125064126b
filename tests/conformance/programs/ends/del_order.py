# only 3.11
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

b = Noisy("b")
_a = Noisy("_a")
c = Noisy("c")
a = Noisy("a")
c, b = b, c
print("end")
