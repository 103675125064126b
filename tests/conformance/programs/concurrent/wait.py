import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, wait


def work(seconds):
    time.sleep(seconds)
    return seconds


def fails(seconds):
    time.sleep(seconds)
    raise ValueError(seconds)


with ThreadPoolExecutor() as pool:
    futures = [pool.submit(work, seconds) for seconds in (0.3, 0.1, 0.2)]
    done, pending = wait(futures, return_when=FIRST_COMPLETED)
    print([future.result() for future in done], len(pending))
    done, pending = wait(futures, timeout=0.15)
    print(len(done), len(pending))
    result = wait(futures, return_when=ALL_COMPLETED)
    print(len(result.done), result.not_done)
    futures = [pool.submit(fails, 0.1), pool.submit(work, 0.3)]
    done, pending = wait(futures, return_when=FIRST_EXCEPTION)
    print(done.pop().exception(), len(pending))
