import threading
import time

lock = threading.RLock()


def outer(name):
    with lock:
        print(name, "outer")
        time.sleep(0.1)
        inner(name)


def inner(name):
    with lock:
        print(name, "inner")
        time.sleep(0.1)


threads = [threading.Thread(target=outer, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
try:
    lock.release()
except RuntimeError as error:
    print(error)
