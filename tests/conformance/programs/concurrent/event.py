import threading
import time

ready = threading.Event()


def wait_for_it(name):
    print(f"{name} waits\n", end="")
    seen = ready.wait()
    time.sleep(0.05 if name == "a" else 0.1)
    print(name, "sees", seen)


def impatient():
    print("impatient sees", ready.wait(timeout=0.1))


threads = [threading.Thread(target=wait_for_it, args=(name,)) for name in ("a", "b")]
threads.append(threading.Thread(target=impatient))
for thread in threads:
    thread.start()
    time.sleep(0.05)
time.sleep(0.2)
print("set")
ready.set()
for thread in threads:
    thread.join()
ready.clear()
print(ready.is_set(), ready.wait(0.1))
