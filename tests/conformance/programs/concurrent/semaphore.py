import threading
import time

slots = threading.Semaphore(2)


def visit(n):
    with slots:
        time.sleep(0.05)
        print("in", n)
        time.sleep(0.2 + 0.06 * n)
    print("out", n)


threads = [threading.Thread(target=visit, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
    time.sleep(0.05)
for thread in threads:
    thread.join()
bounded = threading.BoundedSemaphore(1)
try:
    bounded.release()
except ValueError as error:
    print(error)
