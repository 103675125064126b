import time
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor


def fails():
    time.sleep(0.1)
    raise ZeroDivisionError("no")


def later(text):
    time.sleep(0.1)
    print(text)


with ThreadPoolExecutor(1) as pool:
    future = pool.submit(fails)
    waits = pool.submit(later, "runs after all")
    never = pool.submit(print, "never")
    print(never.cancel(), never.cancelled(), future.cancel())
    try:
        future.result(timeout=0.05)
    except TimeoutError:
        print("not yet")
    print(repr(future.exception()))
    try:
        future.result()
    except ZeroDivisionError as error:
        print("caught", error)
    try:
        never.result()
    except CancelledError:
        print("cancelled")
own = Future()
own.set_result(1)
try:
    own.set_result(2)
except InvalidStateError as error:
    print(str(error)[:9])
