import time

start = time.perf_counter()
time.sleep(0.2)
print(f"{time.perf_counter() - start:.1f}")
before, mono = time.time(), time.monotonic()
time.sleep(0.1)
print(f"{time.time() - before:.1f} {time.monotonic() - mono:.1f}")
print(type(time.time()).__name__, type(time.time_ns()).__name__, time.monotonic() >= mono)
moment = time.gmtime(0)
print(moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_wday, moment.tm_yday)
print(time.strftime("%Y-%m-%d %H:%M:%S", moment), time.strftime("%a %d %b", moment))
try:
    time.sleep(-1)
except ValueError as error:
    print("ValueError:", error)
