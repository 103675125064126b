# recorded in real time
import time

def now():
    return time.monotonic()

def spin(seconds):
    end = now() + seconds
    while True:
        if now() >= end:
            return

for n in range(3):
    spin(0.05)
    print("spun", n)
