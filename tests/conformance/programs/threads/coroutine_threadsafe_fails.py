import asyncio
import time


async def fails():
    await asyncio.sleep(0.1)
    raise ValueError("in the loop")


async def slow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("slow is cancelled")
        raise


def worker(loop):
    try:
        asyncio.run_coroutine_threadsafe(fails(), loop).result()
    except ValueError as error:
        print("worker caught", error)
    future = asyncio.run_coroutine_threadsafe(slow(), loop)
    try:
        future.result(timeout=0.2)
    except TimeoutError:
        cancelled = future.cancel()
        time.sleep(0.1)
        print("too slow", cancelled)
    return "over"


async def main():
    print(await asyncio.to_thread(worker, asyncio.get_running_loop()))
    await asyncio.sleep(0.1)


asyncio.run(main())
