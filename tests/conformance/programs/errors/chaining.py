def explicit():
    try:
        {}["key"]
    except KeyError as error:
        raise ValueError("explicit") from error


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        [][1]


def hidden():
    try:
        int("x")
    except ValueError:
        raise RuntimeError("hidden") from None


def in_finally():
    try:
        raise OSError("first")
    finally:
        raise TypeError("second")


for function in (explicit, implicit, hidden, in_finally):
    try:
        function()
    except Exception as error:
        print(function.__name__, repr(error), repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
