import threading
import time

data = threading.local()
data.name = "main"


def work(n):
    time.sleep(0.1 * n)
    print(hasattr(data, "name"))
    data.name = f"thread {n}"
    time.sleep(0.2 * n)
    print(data.name)


threads = [threading.Thread(target=work, args=(n,)) for n in (2, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(data.name)


class Own(threading.local):
    def __init__(self, start):
        self.count = start


own = Own(5)
own.count += 1
thread = threading.Thread(target=lambda: print(own.count))
thread.start()
thread.join()
print(own.count)
