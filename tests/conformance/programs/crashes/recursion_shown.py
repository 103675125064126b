import traceback


def down(number):
    return [down(number + 1) for _ in range(1)]


try:
    down(0)
except RecursionError as error:
    shown = traceback.format_exception(error)
    print(shown[0], end="")
    print(shown[-1].split(":")[0])

errors = None
for number in range(300):
    try:
        raise ValueError(number) from errors
    except ValueError as error:
        errors = error
print(len(traceback.format_exception(errors)))
