# record: end
import json

def hook(*args):
    pass

json.hook = hook

class Faulty:
    def __del__(self):
        print("goes")
        raise ValueError("in del")

thing = Faulty()
print("end")
