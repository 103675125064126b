import io
import sys

class Noisy:
    def __del__(self):
        print("del")

thing = Noisy()
print("seen")
sys.stdout = io.StringIO()
print("not seen")
