print([x * y for x in range(3) for y in range(x)], [[row[i] for row in ((1, 2), (3, 4))] for i in range(2)])
print({word: len(word) for word in ("a", "bb")}, sorted({n % 3 for n in range(9)}), [n if n % 2 else -n for n in range(4)])
x = "outside"
squares = [x * x for x in range(3)]
print(x, squares, (n := 5) + n, [last := n for n in range(3)], last)
if (count := len(squares)) > 2:
    print("long", count)
while (x := len(squares)) and squares.pop() is not None:
    pass
print(x, any(n > 3 for n in range(5)), all([]), next((n for n in range(9) if n * n > 20), None))
print(list(map(str.upper, "ab")), list(filter(None, [0, 1, "", 2])), list(zip("ab", range(5))), list(enumerate("ab", 1)))


class Scope:
    factor = 3
    values = [n for n in range(factor)]

    try:
        scaled = [n * factor for n in range(2)]
    except NameError:
        scaled = "a class's names are not seen within"


print(Scope.values, Scope.scaled)
lazy = (print("computed", n) or n for n in range(2))
print("nothing yet")
print(list(lazy), list(lazy))
