# What is no time to sleep, or to wait for a lock.
import threading
import time

for seconds in (10**30, 1e30, float('inf'), float('-inf'), float('nan'), -1, -0.5, '1', None, [], True):
    if seconds is True:
        continue
    try:
        time.sleep(seconds)
    except (OverflowError, ValueError, TypeError) as error:
        print('sleep', seconds, type(error).__name__, error)

lock = threading.Lock()
for timeout in (10**30, 1e30, float('nan'), -5, '1', -1.0, -1):
    try:
        print('acquire', timeout, lock.acquire(timeout=timeout))
        lock.release()
    except (OverflowError, ValueError, TypeError) as error:
        print('acquire', timeout, type(error).__name__, error)
