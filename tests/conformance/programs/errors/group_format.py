import re
import traceback


def fails(n):
    raise ValueError(f"number {n}")


errors = []
for n in range(2):
    try:
        fails(n)
    except ValueError as error:
        errors.append(error)
try:
    raise ExceptionGroup("two of them", errors)
except ExceptionGroup as group:
    text = "".join(traceback.format_exception(group))
    print(re.sub(r'File ".*?"', "File FILE", text), end="")
nested = ExceptionGroup("outer", [ExceptionGroup("inner", [KeyError("k")]), OSError("o")])
print("".join(traceback.format_exception(nested)), end="")
