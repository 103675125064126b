"""Two contexts are equal if they hold the same values."""
import contextvars

color = contextvars.ContextVar("color")
size = contextvars.ContextVar("size", default=1)

empty = contextvars.Context()
print(empty == contextvars.Context(), empty == {}, empty != contextvars.Context())
color.set("red")
red = contextvars.copy_context()
print(red == contextvars.copy_context(), red == red.copy(), red is red.copy(), red == empty)
size.set(2)
print(red == contextvars.copy_context(), len(red), len(contextvars.copy_context()))
other = contextvars.Context()
other.run(color.set, "red")
print(red == other)
other.run(color.set, "blue")
print(red == other)
try:
    hash(red)
except TypeError as error:
    print(error)
