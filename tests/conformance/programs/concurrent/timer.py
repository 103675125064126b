import threading
import time

start = time.monotonic()


def ring(what):
    print(what, round(time.monotonic() - start, 1))


first = threading.Timer(0.2, ring, ["first"])
second = threading.Timer(0.1, ring, kwargs={"what": "second"})
third = threading.Timer(0.3, ring, ["third"])
for timer in (first, second, third):
    timer.start()
third.cancel()
first.join()
third.join()
print("end", round(time.monotonic() - start, 1))
