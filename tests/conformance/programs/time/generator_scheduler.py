# recorded in real time
import time

def sleep(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield

def task(name, delay):
    for n in range(2):
        yield from sleep(delay)
        print(name, n)

tasks = [task("slow", 0.5), task("fast", 0.15)]
while tasks:
    for each in list(tasks):
        try:
            next(each)
        except StopIteration:
            tasks.remove(each)
print("end")
