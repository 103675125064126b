import asyncio


async def worker(name, lock, delay):
    await asyncio.sleep(delay)
    print(name, "wants")
    async with lock:
        print(name, "has it")
        await asyncio.sleep(0.1)
    print(name, "left")


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(worker(name, lock, n / 50) for n, name in enumerate("abc")))
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print("RuntimeError:", error)
    print(await lock.acquire(), lock.locked())
    lock.release()


asyncio.run(main())
