def raises(*errors):
    raise ExceptionGroup("group", list(errors))


def handle(*errors):
    try:
        try:
            raises(*errors)
        except* ValueError as group:
            print("values", [str(error) for error in group.exceptions])
        except* (TypeError, KeyError) as group:
            print("types or keys", [str(error) for error in group.exceptions])
        else:
            print("else")
        finally:
            print("finally")
    except ExceptionGroup as rest:
        print("left", repr(rest))


handle(ValueError("a"), KeyError("b"), ValueError("c"))
handle(OSError("x"), ValueError("y"))
handle(ExceptionGroup("deep", [TypeError("t"), ValueError("v")]))
try:
    raise ValueError("naked")
except* ValueError as group:
    print(type(group).__name__, group.exceptions)
try:
    try:
        raises(ValueError(1))
    except* ValueError:
        raise RuntimeError("from the handler")
except Exception as error:
    print(repr(error), repr(error.__context__))
