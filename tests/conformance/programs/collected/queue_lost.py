# record: end
import asyncio
import gc

async def consumer(queue):
    while True:
        print("got", await queue.get())

async def main():
    queue = asyncio.Queue()
    asyncio.create_task(consumer(queue), name="consumer")
    await queue.put(1)
    await asyncio.sleep(0.1)
    del queue
    gc.collect()
    print("main ends")

asyncio.run(main())
