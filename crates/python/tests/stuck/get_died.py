import asyncio

async def producer(queue):
    await queue.put(1)
    raise OSError("disk full")

async def main():
    queue = asyncio.Queue()
    asyncio.create_task(producer(queue), name="producer")
    while True:
        print(await queue.get())

asyncio.run(main())
#: Task-1 (main) waits on line 11 for Queue.get: it is empty, and nobody is left who would put something in; producer failed on line 5 (OSError: disk full)
#: 1 stuck: nobody is left to put something in; task 2; line 5 @11
