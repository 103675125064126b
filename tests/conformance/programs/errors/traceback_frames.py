import sys
import traceback


def level(n):
    if n:
        return level(n - 1)
    raise LookupError("bottom")


try:
    level(2)
except LookupError as error:
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.name, frame.lineno, frame.line)
    kind, value, trace = sys.exc_info()
    print(kind.__name__, value is error, trace is error.__traceback__)
    print(traceback.format_exception_only(kind, value))
    print("".join(traceback.format_exception_only(error)), end="")
print(sys.exc_info())
error = ValueError("with a note")
error.add_note("first note")
error.add_note("second note")
print(error.__notes__)
print("".join(traceback.format_exception_only(error)), end="")
