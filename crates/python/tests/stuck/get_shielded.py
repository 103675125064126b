import asyncio

async def worker(queue):
    item = await asyncio.shield(queue.get())
    raise ValueError(item)

async def main():
    queue = asyncio.Queue()
    queue.put_nowait("a")
    task = asyncio.create_task(worker(queue), name="worker")
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 11 for Queue.join: items not dealt with: 1; worker failed on line 5, before it called task_done() (ValueError: a)
#: 1 stuck: 1 item(s) not dealt with; task 2; line 5 @11
