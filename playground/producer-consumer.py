import asyncio

making = 0.3  # @param
room = 2  # @param


async def producer(queue):
    for number in range(1, 7):
        await asyncio.sleep(making)
        await queue.put(number)  # waits here while the queue is full
        print(f"made {number}, now {queue.qsize()} in the queue")
    await queue.put(None)  # nothing more will come


async def consumer(queue):
    while True:
        number = await queue.get()  # waits here while the queue is empty
        if number is None:
            break
        await asyncio.sleep(0.5)
        print(f"used {number}")


async def main():
    queue = asyncio.Queue(maxsize=room)
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue), name="producer")
        group.create_task(consumer(queue), name="consumer")
    print(f"all used after {loop.time() - start:.1f} s")


asyncio.run(main())
