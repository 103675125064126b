import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("return", result)
        return result

    return wrapper


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return [function(*args, **kwargs) for _ in range(times)]

        return wrapper

    return decorate


@logged
@repeat(2)
def greet(name, punctuation="!"):
    return name + punctuation


greet("hi", punctuation="?")


class Counted:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@Counted
def add(a, b):
    return a + b


print(add(1, 2), add(3, 4), add.calls)


def everything(a, b, /, c, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(everything(1, 2, 3, 4, d=6, f=7), everything(*[1, 2], **{"c": 3, "d": 4}))
try:
    everything(1)
except TypeError:
    print("TypeError")
