class Vector:
    def __init__(self, *parts):
        self.parts = parts

    def __repr__(self):
        return f"Vector{self.parts}"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.parts, other.parts)))

    def __mul__(self, factor):
        return Vector(*(factor * part for part in self.parts))

    __rmul__ = __mul__

    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts

    def __hash__(self):
        return hash(self.parts)

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, index):
        return self.parts[index]

    def __contains__(self, part):
        return part in self.parts

    def __bool__(self):
        return any(self.parts)

    def __call__(self, x):
        return [part * x for part in self.parts]

    def __format__(self, spec):
        return "<" + ", ".join(format(part, spec) for part in self.parts) + ">"


v = Vector(1, 2)
print(v + Vector(3, 4), v * 3, 2 * v, v == Vector(1, 2), v != Vector(1), len(v), v[-1], list(v), 2 in v)
print(bool(Vector(0, 0)), v(10), f"{v:.1f}", {v: "key"}[Vector(1, 2)], sum([v, v], Vector(0, 0)))
try:
    v + 1
except TypeError:
    print("TypeError")


class Meta:
    def __getattr__(self, name):
        return f"no {name}"

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)

    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        print("exit", details[0])
        return True


m = Meta()
m.x = 1
print(m.x, m.y)
with m as entered:
    print(entered)
    raise ValueError
