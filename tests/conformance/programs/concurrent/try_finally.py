import threading
import time


class Connection:
    def __enter__(self):
        print("connecting")
        time.sleep(0.1)
        print("connected")
        return self

    def __exit__(self, *exc_info):
        print("closed", exc_info[0])


def work():
    try:
        with Connection() as connection:
            time.sleep(0.1)
            raise OSError("lost")
    except OSError as error:
        print("caught", error)
    else:
        print("never")
    finally:
        time.sleep(0.1)
        print("cleaned up")


def tick():
    for n in range(3):
        time.sleep(0.07)
        print("tick", n)


threads = [threading.Thread(target=work), threading.Thread(target=tick)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
