import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.1 * n)
    return n, n * n


start = time.perf_counter()
with ThreadPoolExecutor() as pool:
    for result in pool.map(work, [3, 1, 2]):
        print(result, time.perf_counter() - start < 0.5)
    print(list(pool.map(pow, [1, 2, 3], [2, 2, 2])))
    slow = pool.map(work, [1, 4], timeout=0.25)
    print(next(slow))
    try:
        next(slow)
    except TimeoutError:
        print("timeout")
