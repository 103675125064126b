import threading
import time


def work():
    time.sleep(0.2)
    print("the program waits for me")


threading.Thread(target=work).start()
print("last line")
