import threading
import time

total = 0


def add():
    global total
    seen = total
    time.sleep(0.05)
    total = seen + 1


threads = [threading.Thread(target=add) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
