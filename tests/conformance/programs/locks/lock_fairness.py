import asyncio


async def greedy(lock):
    for n in range(3):
        async with lock:
            print("greedy", n)

async def waiting(name, lock):
    async with lock:
        print(name)


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(waiting("first", lock)), asyncio.create_task(greedy(lock)), asyncio.create_task(waiting("last", lock))]
    await asyncio.sleep(0)
    lock.release()
    await lock.acquire()
    print("main again")
    lock.release()
    await asyncio.gather(*tasks)


asyncio.run(main())
