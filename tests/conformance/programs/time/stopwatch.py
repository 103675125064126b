# recorded in real time
import asyncio
import time
from contextlib import contextmanager

@contextmanager
def stopwatch(what, least=0):
    start = time.perf_counter()
    try:
        yield
    finally:
        elapsed = time.perf_counter() - start
        print(what, elapsed > 0, elapsed >= least)

async def main():
    with stopwatch("nothing"):
        pass
    with stopwatch("sleep", 0.2):
        await asyncio.sleep(0.2)
    with stopwatch("block", 0.1):
        time.sleep(0.1)
    with stopwatch("spin", 0.3):
        end = time.perf_counter() + 0.3
        while time.perf_counter() < end:
            pass

asyncio.run(main())
