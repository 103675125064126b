import asyncio

async def consumer(queue):
    print(await queue.get())

async def main():
    queue = asyncio.Queue(1)
    asyncio.create_task(consumer(queue), name="consumer")
    for n in range(9):
        await queue.put(n)

asyncio.run(main())
#: Task-1 (main) waits on line 10 for Queue.put: it is full, and consumer, which took the last item out on line 4, has ended
#: 1 stuck: nobody is left to take something out; task 2; line 4 @10
