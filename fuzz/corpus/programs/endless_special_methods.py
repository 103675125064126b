class Mirror:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __len__(self):
        return len(self)

    def __contains__(self, item):
        return item in self

    def __getitem__(self, key):
        return self[key]

    def __format__(self, spec):
        return format(self, spec)

    def __await__(self):
        return self.__await__()


mirror = Mirror()
for what in [
    lambda: mirror.reflection,
    lambda: repr(mirror),
    lambda: mirror == 1,
    lambda: mirror(),
    lambda: mirror + 1,
    lambda: len(mirror),
    lambda: 1 in mirror,
    lambda: mirror[0],
    lambda: f"{mirror}",
    lambda: f"{mirror!r}",
    lambda: mirror.__await__(),
    lambda: print(mirror),
    lambda: [mirror].index(2),
]:
    try:
        print(what())
    except RecursionError as error:
        print(type(error).__name__)
