import queue
import threading
import time

todo = queue.Queue()


def worker():
    for item in iter(todo.get, None):
        print("got", item)


thread = threading.Thread(target=worker)
thread.start()
for item in "xyz":
    time.sleep(0.1)
    todo.put(item)
todo.put(None)
thread.join()
print("end")
