import functools


class Data:
    def __init__(self, values):
        self.values = values

    @functools.cached_property
    def total(self):
        print("computed once")
        return sum(self.values)


data = Data([1, 2, 3])
print(data.total, data.total)
del data.total
print(data.total)


@functools.total_ordering
class Version:
    def __init__(self, major, minor):
        self.pair = major, minor

    def __eq__(self, other):
        return self.pair == other.pair

    def __lt__(self, other):
        return self.pair < other.pair


print(Version(1, 2) >= Version(1, 1), Version(1, 0) > Version(2, 0), Version(1, 0) <= Version(1, 0))


@functools.singledispatch
def describe(thing):
    return f"something: {thing}"


@describe.register
def _(thing: int):
    return f"the number {thing}"


@describe.register(list)
def _(thing):
    return "list of " + ", ".join(map(describe, thing))


print(describe("x"), "|", describe(3), "|", describe([1, None]), "|", describe(True))
