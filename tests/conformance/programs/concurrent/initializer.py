import threading
import time
from concurrent.futures import ThreadPoolExecutor

local = threading.local()


order = iter((0.1, 0.2))


def prepare(what):
    local.what = what
    time.sleep(next(order))
    print("prepared", threading.current_thread().name)


def work(n):
    time.sleep(0.1)
    return f"{local.what} {n}"


with ThreadPoolExecutor(2, "crew", initializer=prepare, initargs=("tool",)) as pool:
    print(list(pool.map(work, range(3))))
