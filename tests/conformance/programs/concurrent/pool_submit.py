import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.1 + n / 20)
    print("work", n)
    return n * 10


with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(work, n) for n in range(3)]
    print(futures[0].done(), futures[0].running(), futures[2].running())
    print([future.result() for future in futures])
print(futures[0].done())
try:
    pool.submit(work, 1)
except RuntimeError as error:
    print(error)
