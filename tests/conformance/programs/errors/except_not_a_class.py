# record: end
try:
    try:
        1 / 0
    except "ZeroDivisionError":
        pass
except TypeError as error:
    print(error)
try:
    issubclass(5, int)
except TypeError as error:
    print(error)
try:
    1 / 0
except (ValueError, 5):
    pass
