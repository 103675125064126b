# record: end
import atexit

class Call:
    def __init__(self, error):
        self.error = error

    def __repr__(self):
        return "<Call>"

    def __call__(self):
        print("called")
        raise self.error

atexit.register(Call(ValueError("first")))
atexit.register(Call(SystemExit(5)))
print("end")
