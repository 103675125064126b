import asyncio


async def producer(name, queue, items, pause):
    for item in range(items):
        await asyncio.sleep(pause)
        await queue.put(f"{name}{item}")
    print(name, "has made all")


async def consumer(name, queue, pause):
    while True:
        item = await queue.get()
        await asyncio.sleep(pause)
        print(name, "used", item)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=3)
    consumers = [asyncio.create_task(consumer("X", queue, 0.11)), asyncio.create_task(consumer("Y", queue, 0.17))]
    await asyncio.gather(producer("a", queue, 4, 0.05), producer("b", queue, 3, 0.083))
    await queue.join()
    for task in consumers:
        task.cancel()
    print(await asyncio.gather(*consumers, return_exceptions=True))


asyncio.run(main())
