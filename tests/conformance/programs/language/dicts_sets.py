ages = {"Ada": 36, "Bob": 41}
ages["Cy"] = 5
ages |= {"Bob": 42, "Di": 1}
print(ages, ages.get("X"), ages.setdefault("X", 0), ages.pop("Ada"), list(ages), "Di" in ages)
print({**ages, "Z": 9}, {k: v for k, v in ages.items() if v > 1}, dict(zip("ab", [1, 2])), dict.fromkeys("xy", 0))
print(list(ages.values()), list(ages.items())[0], ages.popitem(), len(ages), list(reversed(ages)))
print(ages.keys() & {"Bob", "nobody"}, ages == dict(reversed(ages.items())))
try:
    ages["missing"]
except KeyError as error:
    print("KeyError:", error)
try:
    for key in ages:
        ages[key + "!"] = 0
except RuntimeError as error:
    print("RuntimeError:", error)
a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), a & b, sorted(a - b), sorted(a ^ b), a >= {1}, a.isdisjoint({9}), frozenset([1]) == {1}, set())
a.add(9)
a.discard(77)
a.remove(1)
print(sorted(a), len(a), {True: "x", 1: "y"}, {1.0, 1})
try:
    {[]: 1}
except TypeError as error:
    print("TypeError:", type(error).__name__)
