"""Timer handles are compared by when they are due, equal ones by all that they are."""
import asyncio

loop = asyncio.new_event_loop()
early, late = asyncio.TimerHandle(1, print, (), loop), asyncio.TimerHandle(2.0, print, (), loop)
print(early < late, early > late, early <= late, early >= late, early == late, early != late)
twin = asyncio.TimerHandle(1, print, (), loop)
print(early == twin, early < twin, early <= twin, hash(early) == hash(twin) == hash(1))
print(early == asyncio.TimerHandle(1, print, ("x",), loop), early == asyncio.TimerHandle(1, repr, (), loop))
twin.cancel()
print(early == twin, early <= twin)
print(sorted([late, early])[0] is early, min(late, early).when())
handle = asyncio.Handle(print, (), loop)
print(handle == asyncio.Handle(print, (), loop), handle == handle, early == handle, early == 1)
try:
    early < 1
except TypeError as error:
    print(type(error).__name__)
print(len({early, late, handle}))
loop.close()
