"""Handles and timer handles can be made, run and cancelled without a loop's help."""
import asyncio
import re

loop = asyncio.new_event_loop()


def greet(*names):
    print("hello", *names)


handle = asyncio.Handle(greet, ("you",), loop)
print(re.sub(" at .*>", " at ...>", repr(handle)), handle.cancelled())
handle._run()
handle.cancel()
print(handle, handle.cancelled())
timer = asyncio.TimerHandle(12.5, greet, ("a", "b"), loop)
print(re.sub(" at .*>", " at ...>", repr(timer)), timer.when())
timer._run()
timer.cancel()
print(timer)
print(type(handle), type(timer), issubclass(asyncio.TimerHandle, asyncio.Handle))
print(isinstance(loop.call_soon(greet), asyncio.TimerHandle), type(loop.call_later(1, greet)).__name__)
for make in (lambda: asyncio.Handle(greet), lambda: asyncio.TimerHandle(1, greet)):
    try:
        make()
    except TypeError:
        print("TypeError")
loop.close()
