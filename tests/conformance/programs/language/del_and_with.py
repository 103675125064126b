class Noisy:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__)


with Noisy("a") as a, Noisy("b"):
    print("both")


def leaves():
    with Noisy("c"):
        return "returned"


print(leaves())
for n in range(3):
    with Noisy(n):
        if n == 0:
            continue
        if n == 1:
            break
with (
    Noisy("x"),
    Noisy("y"),
):
    print("parenthesised")
try:
    with Noisy("outer"):
        with Noisy("inner"):
            raise KeyError("k")
except KeyError as error:
    print("after", error)
names = {"kept": 1}
del names["kept"]
print(names)
