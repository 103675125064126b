# record: end
import sys

def tell(unraisable):
    print("told of", unraisable.exc_type)

sys.unraisablehook = tell

class Faulty:
    def __del__(self):
        print("goes")
        1 / 0

thing = Faulty()
print("end")
