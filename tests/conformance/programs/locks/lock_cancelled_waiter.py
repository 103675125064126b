import asyncio


async def waiter(name, lock):
    try:
        async with lock:
            print(name, "got it")
            await asyncio.sleep(0.01)
    except asyncio.CancelledError:
        print(name, "gives up")
        raise


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(waiter(name, lock)) for name in "abc"]
    await asyncio.sleep(0.01)
    tasks[0].cancel()
    lock.release()
    print("released")
    print([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])
    print(lock.locked())


asyncio.run(main())
