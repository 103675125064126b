import threading
import time
from concurrent.futures import ThreadPoolExecutor


def square(n):
    time.sleep(0.1)
    return n * n


def manage():
    pool = ThreadPoolExecutor(2)
    first, second = pool.submit(square, 3), pool.submit(square, 4)
    print("sum", first.result() + second.result())
    pool.shutdown()


def tick():
    for n in range(3):
        time.sleep(0.06)
        print("tick", n)


threads = [threading.Thread(target=manage), threading.Thread(target=tick)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
