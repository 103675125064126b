# recorded in real time
import asyncio

async def holder(lock):
    async with lock:
        await asyncio.sleep(0.2)

async def main():
    lock = asyncio.Lock()
    task = asyncio.create_task(holder(lock))
    await asyncio.sleep(0)
    while lock.locked():
        await asyncio.sleep(0)
    print("free")
    await task

asyncio.run(main())
