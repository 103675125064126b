import __main__

class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

held = __main__
z = Noisy("z")
_private = Noisy("_private")
a = Noisy("a")
print("end")
