import queue
import threading
import time

box = queue.Queue(maxsize=1)


def producer():
    for n in range(3):
        print("puts", n)
        box.put(n)


thread = threading.Thread(target=producer)
thread.start()
for _ in range(3):
    time.sleep(0.1)
    item = box.get()
    time.sleep(0.05)
    print("got", item)
thread.join()
try:
    box.get(timeout=0.1)
except queue.Empty:
    print("empty")
box.put("x")
try:
    box.put("y", timeout=0.1)
except queue.Full:
    print("full")
try:
    box.put_nowait("z")
except queue.Full:
    print("full at once")
