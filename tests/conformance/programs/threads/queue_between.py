import asyncio
import queue
import time


def produce(items):
    for n in range(3):
        time.sleep(0.2)
        print("put", n)
        items.put(n)
    items.put(None)


async def main():
    items = queue.Queue()
    producing = asyncio.create_task(asyncio.to_thread(produce, items))
    while True:
        item = await asyncio.to_thread(items.get)
        if item is None:
            break
        print("got", item)
    await producing


asyncio.run(main())
