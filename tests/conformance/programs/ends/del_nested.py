class Noisy:
    def __init__(self, name, inner=None):
        self.name = name
        self.inner = inner

    def __del__(self):
        print("del", self.name)

def make():
    local = Noisy("local")
    print("made")

make()
outer = Noisy("outer", Noisy("inner"))
pair = [Noisy("first"), Noisy("second")]
last = Noisy("last")
print("end")
