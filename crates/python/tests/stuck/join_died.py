import asyncio

async def worker(queue):
    while True:
        item = await queue.get()
        if item == 2:
            raise ValueError("bad item")
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    for item in range(4):
        queue.put_nowait(item)
    task = asyncio.create_task(worker(queue), name="worker")
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 15 for Queue.join: items not dealt with: 2; worker failed on line 7, before it called task_done() (ValueError: bad item)
#: 1 stuck: 2 item(s) not dealt with; task 2; line 7 @15
