def counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    return increment


a, b = counter(), counter()
print(a(), a(), b(), a(10))

functions = [lambda: n for n in range(3)]
print([function() for function in functions])
functions = [lambda n=n: n for n in range(3)]
print([function() for function in functions])


def defaults(item, kept=[]):
    kept.append(item)
    return kept


print(defaults(1), defaults(2), defaults.__defaults__)

x = "global"


def scopes():
    x = "local"

    class Inner:
        seen = x
        x = "class"

        def method(self):
            return x

    return Inner.seen, Inner.x, Inner().method()


print(scopes(), x)
try:
    def early():
        print(y)
        y = 1
    early()
except UnboundLocalError:
    print("UnboundLocalError")
