import threading
import time


def work():
    try:
        time.sleep(0.1)
        print("in time")
        time.sleep(1)
        print("never printed")
    finally:
        print("nor this")


threading.Thread(target=work, daemon=True).start()
time.sleep(0.2)
print("over")
