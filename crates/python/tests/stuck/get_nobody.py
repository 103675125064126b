import asyncio

async def main():
    queue = asyncio.PriorityQueue()
    print(await queue.get())

asyncio.run(main())
#: Task-1 (main) waits on line 5 for Queue.get: it is empty, and nobody is left who would put something in
#: 1 stuck: nobody is left to put something in @5
