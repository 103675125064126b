import asyncio
import time


def work():
    time.sleep(0.2)
    print("the thread does not care")
    return 1


async def main():
    task = asyncio.create_task(asyncio.to_thread(work))
    await asyncio.sleep(0.1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    await asyncio.sleep(0.2)
    print("end")


asyncio.run(main())
