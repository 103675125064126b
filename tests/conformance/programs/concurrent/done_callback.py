import threading
import time
from concurrent.futures import ThreadPoolExecutor


def work():
    time.sleep(0.1)
    return 5


def done(future):
    print("callback in", threading.current_thread().name, future.result())


with ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
    future = pool.submit(work)
    future.add_done_callback(done)
    print("added")
    future.result()
    time.sleep(0.1)
    future.add_done_callback(done)
