import functools
import threading
import time


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.monotonic()
        result = function(*args, **kwargs)
        print(function.__name__, "took", round(time.monotonic() - start, 1))
        return result
    return wrapper


@timed
def work(n, factor=1):
    time.sleep(0.1 * n)
    return n * factor


results = {}


def keep(n):
    results[n] = work(n, factor=2)


threads = [threading.Thread(target=functools.partial(keep, n)) for n in (3, 1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)
