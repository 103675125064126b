def describe(thing):
    match thing:
        case 0 | 1:
            return "small"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float():
            return "number"
        case "hello" | "hi" as greeting:
            return f"greeting {greeting}"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [first, *middle, last]:
            return f"{first} .. {last}, {len(middle)} between"
        case {"type": "circle", "radius": r, **rest}:
            return f"circle {r} {rest}"
        case {"type": kind}:
            return f"some {kind}"
        case None:
            return "nothing"
        case _:
            return "unknown"


for thing in (1, -5, 2.5, "hi", [], [7], (1, 2, 3, 4), {"type": "circle", "radius": 2, "color": "red"}, {"type": "box"}, None, {1}):
    print(describe(thing))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def where(point):
    match point:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, y) if x == y:
            return "diagonal"
        case Point():
            return "elsewhere"


print([where(Point(*pair)) for pair in ((0, 0), (0, 3), (2, 2), (1, 5))])
