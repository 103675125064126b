import contextlib
import io


@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    finally:
        print(f"</{name}>")


with tag("p") as outer, tag("b"):
    print("text in", outer)
try:
    with tag("i"):
        raise ValueError("inside")
except ValueError as error:
    print("caught", error)
with contextlib.suppress(KeyError, IndexError):
    {}["missing"]
    print("never")
captured = io.StringIO()
with contextlib.redirect_stdout(captured):
    print("hidden")
print(repr(captured.getvalue()))


@tag("div")
def work():
    return "worked"


print(work())
with contextlib.ExitStack() as stack:
    for name in ("a", "b"):
        stack.enter_context(tag(name))
    stack.callback(print, "callback")
    print("all open")


class Closeable:
    def close(self):
        print("closed")


with contextlib.closing(Closeable()), contextlib.nullcontext(3) as three:
    print(three)
