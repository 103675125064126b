# recorded in real time
import asyncio

async def worker(n, semaphore):
    while semaphore.locked():
        await asyncio.sleep(0)
    async with semaphore:
        print("in", n)
        await asyncio.sleep(0.1)
    print("out", n)

async def main():
    semaphore = asyncio.Semaphore(1)
    async with asyncio.TaskGroup() as group:
        for n in range(3):
            group.create_task(worker(n, semaphore))
            await asyncio.sleep(0.02)

asyncio.run(main())
