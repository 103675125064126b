import threading
import time


def work(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    print(name, "ends")


first = threading.Thread(target=work, args=("first", 0.4))
second = threading.Thread(target=work, args=("second", 0.2), name="the second")
print(first.name, second.name, first.is_alive(), first.daemon)
first.start()
time.sleep(0.05)
second.start()
time.sleep(0.05)
print("started", threading.active_count(), first.is_alive())
second.join()
print("second joined")
first.join(0.05)
print("first alive", first.is_alive())
first.join()
print("first alive", first.is_alive())
try:
    first.start()
except RuntimeError as error:
    print(error)
