import asyncio
import re


def shown(thing):
    return re.sub(r"0x[0-9a-f]+", "0x", repr(thing))


async def main():
    lock, event, semaphore = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(3)
    condition, barrier = asyncio.Condition(), asyncio.Barrier(2)
    for thing in (lock, event, semaphore, condition, barrier):
        print(shown(thing))
    await lock.acquire()
    event.set()
    await semaphore.acquire()
    waiter = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    for thing in (lock, event, semaphore):
        print(shown(thing))
    lock.release()
    await waiter
    try:
        with lock:
            pass
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)


asyncio.run(main())
