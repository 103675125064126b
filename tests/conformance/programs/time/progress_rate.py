# recorded in real time
import time

start = time.perf_counter()
total = 0
for n in range(20000):
    total += n * n
elapsed = time.perf_counter() - start
print(total, elapsed > 0, 20000 / elapsed > 0)
start = time.time()
count = sum(1 for n in range(100000) if n % 7 == 0)
print(count / (time.time() - start) > 0)
start = time.monotonic()
total = sum(n for n in range(100000))
print(total / (time.monotonic() - start) > 0)
start = time.perf_counter_ns()
sorted(range(1000), reverse=True)
print(1000 // max(1, time.perf_counter_ns() - start) >= 0, time.perf_counter_ns() > start)
