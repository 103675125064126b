# record: end
class Counter
    def __init__(self, *values):
        self.values = values
