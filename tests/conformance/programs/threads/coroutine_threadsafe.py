import asyncio
import time


async def double(n):
    await asyncio.sleep(0.1)
    print("doubling", n)
    return 2 * n


def worker(loop):
    print("asks")
    future = asyncio.run_coroutine_threadsafe(double(21), loop)
    answer = future.result()
    print("has", answer)
    time.sleep(0.1)
    return answer


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(worker, loop))


asyncio.run(main())
