# recorded in real time
import time

start = time.monotonic()
while time.monotonic() - start < 0.02:
    pass
print("monotonic")
end = time.time() + 0.15
while time.time() < end:
    pass
print("time")
start = time.perf_counter()
count = 0
while time.perf_counter() - start < 0.1:
    count += 1
print("perf_counter", count > 10)
start = time.monotonic_ns()
while time.monotonic_ns() < start + 50_000_000:
    pass
print("monotonic_ns", (time.monotonic_ns() - start) / 1e9 >= 0.05)
