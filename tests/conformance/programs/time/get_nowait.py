# recorded in real time
import asyncio

async def producer(queue):
    for item in "abc":
        await asyncio.sleep(0.1)
        queue.put_nowait(item)
    queue.put_nowait(None)

async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(producer(queue))
    misses = 0
    while True:
        try:
            item = queue.get_nowait()
        except asyncio.QueueEmpty:
            misses += 1
            await asyncio.sleep(0)
            continue
        if item is None:
            break
        print(item)
    await task
    print(misses > 10)

asyncio.run(main())
