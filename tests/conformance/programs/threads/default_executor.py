import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.1)
    return n, threading.current_thread().name


async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1, thread_name_prefix="only"))
    print(await asyncio.gather(*(asyncio.to_thread(work, n) for n in range(3))))
    try:
        loop.set_default_executor("pool")
    except TypeError as error:
        print(error)


asyncio.run(main())
