def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


source = fibonacci()
print([next(source) for _ in range(10)])
source.close()
print(list(source))


def echo():
    received = "nothing"
    try:
        while True:
            received = yield f"got {received}"
    except ValueError as error:
        yield f"error {error}"
    finally:
        print("echo ends")


generator = echo()
print(next(generator), generator.send("a"), generator.throw(ValueError("v")))
print(next(generator, "exhausted"))


def inner():
    value = yield 1
    print("inner received", value)
    return "from inner"


def outer():
    result = yield from inner()
    print("result", result)
    yield from [2, 3]


generator = outer()
print(next(generator), generator.send("hello"), list(generator))


def flatten(tree):
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node


print(list(flatten([1, [2, [3, [4]], 5]])), sum(n * n for n in range(5)))
try:
    next(iter([]))
except StopIteration as stop:
    print("StopIteration", stop.value)
