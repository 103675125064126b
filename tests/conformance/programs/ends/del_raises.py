# record: end
class Faulty:
    def __del__(self):
        raise RuntimeError("in del")

    def __repr__(self):
        return "<Faulty>"

thing = Faulty()
del thing
print("end")
