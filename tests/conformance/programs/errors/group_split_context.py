class Own(ExceptionGroup):
    def derive(self, exceptions):
        return Own(self.message, exceptions)

for kind in ExceptionGroup, Own:
    try:
        try:
            raise TypeError("before")
        except TypeError:
            raise kind("parts", [ValueError(1), KeyError(2)])
    except ExceptionGroup as group:
        values, rest = group.split(ValueError)
        print(group.__suppress_context__, values.__suppress_context__, rest.__suppress_context__)
        print(repr(values.__context__), values.__cause__)
        print(group.subgroup(KeyError).__suppress_context__, group.subgroup(Exception) is group)
        print(group.derive([KeyError(3)]).__suppress_context__)
