import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.2)
    print("worked", n)
    return n


pool = ThreadPoolExecutor(1)
futures = [pool.submit(work, n) for n in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in futures])
print(futures[0].result())
ThreadPoolExecutor(1).submit(work, "left alone")
print("last line")
