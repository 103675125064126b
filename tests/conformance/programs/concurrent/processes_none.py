from concurrent.futures import Executor, ThreadPoolExecutor
import concurrent.futures

print(issubclass(ThreadPoolExecutor, Executor))
print(concurrent.futures.FIRST_COMPLETED, concurrent.futures.TimeoutError is TimeoutError)
try:
    ThreadPoolExecutor(0)
except ValueError as error:
    print(error)
with ThreadPoolExecutor(1) as pool:
    future = pool.submit(len, "abcd")
    print(future.result())
print(repr(future).split(" at ")[0], repr(future).split(" state=")[1])
