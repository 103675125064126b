import queue
import threading
import time

tasks = queue.Queue()


def worker(name):
    while True:
        item = tasks.get()
        if item is None:
            tasks.task_done()
            break
        time.sleep(item)
        print(name, "did", item)
        tasks.task_done()


threads = [threading.Thread(target=worker, args=(name,)) for name in "ab"]
for seconds in (0.3, 0.1, 0.15):
    tasks.put(seconds)
for thread in threads:
    thread.start()
tasks.join()
print("all done")
for _ in threads:
    tasks.put(None)
for thread in threads:
    thread.join()
print(tasks.qsize(), tasks.empty())
