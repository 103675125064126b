import threading
import time

items = []
condition = threading.Condition()


def consumer():
    for _ in range(2):
        with condition:
            condition.wait_for(lambda: items)
            print("took", items.pop(0))


def producer():
    for n in range(2):
        time.sleep(0.1)
        with condition:
            items.append(n)
            print("made", n)
            condition.notify()


threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with condition:
    print("nobody comes", condition.wait(0.1))
try:
    condition.notify()
except RuntimeError as error:
    print(error)
