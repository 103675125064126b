import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def fetch(name, seconds):
    time.sleep(seconds)
    return f"{name} after {seconds}"


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = {pool.submit(fetch, name, seconds): name for name, seconds in (("a", 0.3), ("b", 0.1), ("c", 0.2))}
    for future in as_completed(futures):
        print(futures[future], future.result())
    late = [pool.submit(fetch, "d", 0.3)]
    try:
        for future in as_completed(late, timeout=0.1):
            print("never")
    except TimeoutError as error:
        print(error)
