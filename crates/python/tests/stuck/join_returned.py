import asyncio

async def worker(queue):
    item = await queue.get()
    print("got", item)
    return item

async def main():
    queue = asyncio.LifoQueue()
    queue.put_nowait("x")
    asyncio.create_task(worker(queue), name="worker")
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 12 for Queue.join: items not dealt with: 1; worker took one on line 4 and ended without calling task_done()
#: 1 stuck: 1 item(s) not dealt with; task 2; line 4 @12
