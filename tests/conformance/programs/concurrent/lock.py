import threading
import time

lock = threading.Lock()
balance = 100


def withdraw(name, amount):
    global balance
    with lock:
        print(name, "has the lock")
        seen = balance
        time.sleep(0.2)
        balance = seen - amount
    time.sleep(0.1)
    print(name, "is done")


threads = [threading.Thread(target=withdraw, args=(name, amount)) for name, amount in (("ann", 30), ("bob", 50))]
for thread in threads:
    thread.start()
    time.sleep(0.05)
print("locked", lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.05))
for thread in threads:
    thread.join()
print(balance, lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print(error)
