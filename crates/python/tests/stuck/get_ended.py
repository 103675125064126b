import asyncio

async def producer(queue):
    for n in range(2):
        await queue.put(n)

async def main():
    queue = asyncio.Queue()
    asyncio.create_task(producer(queue), name="producer")
    while True:
        print(await queue.get())

asyncio.run(main())
#: Task-1 (main) waits on line 11 for Queue.get: it is empty, and producer, which put the last item in on line 5, has ended
#: 1 stuck: nobody is left to put something in; task 2; line 5 @11
