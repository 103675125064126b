import asyncio
import threading
import time


def poll(stop):
    rounds = 0
    while not stop.is_set():
        time.sleep(0.1)
        rounds += 1
    print("told to stop")
    return rounds


async def main():
    stop = threading.Event()
    polling = asyncio.create_task(asyncio.to_thread(poll, stop))
    await asyncio.sleep(0.35)
    stop.set()
    print("rounds", await polling)


asyncio.run(main())
