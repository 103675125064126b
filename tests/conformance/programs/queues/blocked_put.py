import asyncio


async def put(queue, item):
    print("wants to put", item)
    await queue.put(item)
    print("has put", item)


async def main():
    queue = asyncio.Queue(1)
    tasks = [asyncio.create_task(put(queue, n)) for n in (1, 2, 3)]
    await asyncio.sleep(0.01)
    for _ in range(3):
        print("got", await queue.get())
        await asyncio.sleep(0.01)
    await asyncio.gather(*tasks)


asyncio.run(main())
