# record: end
class Unfinished:
    __del__ = None

class Number:
    __del__ = 5

Unfinished()
Number()

class Silent:
    def __repr__(self):
        raise RuntimeError("no repr")

    def __del__(self):
        raise ValueError

Silent()
print("end")
