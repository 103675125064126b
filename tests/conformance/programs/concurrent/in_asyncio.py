import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(0.2)
    return n


async def ticker():
    for n in range(3):
        await asyncio.sleep(0.15)
        print("tick", n)


async def main():
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(2)
    tick = asyncio.create_task(ticker())
    one = loop.run_in_executor(pool, work, 1)
    two = asyncio.wrap_future(pool.submit(work, 2))
    try:
        await asyncio.wait_for(asyncio.shield(one), 0.1)
    except asyncio.TimeoutError:
        print("too slow")
    print(await one, await two)
    await tick
    pool.shutdown()


asyncio.run(main())
