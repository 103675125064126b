# record: end
def work():
    try:
        raise TypeError("body")
    except TypeError:
        raise ExceptionGroup("parts", [ValueError(1), ExceptionGroup("inner", [KeyError(2), ValueError(3)])]) from None

try:
    work()
except* ValueError as group:
    print(group.__suppress_context__, group.exceptions)
